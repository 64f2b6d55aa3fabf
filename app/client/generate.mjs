// Writes src/generated/api.ts from docs/openapi.json; with --check it says whether the file is what would be written.
//
// Refusals are left out: every operation answers them with the one `ProblemBody`.

import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';

const DOCUMENT = new URL('../../docs/openapi.json', import.meta.url);
const TARGET = new URL('src/generated/api.ts', import.meta.url);
const HEAD = '// Generated from docs/openapi.json by `npm run generate`. Not to be edited.\n\n';

const document = JSON.parse(await readFile(DOCUMENT, 'utf8'));
for (const operations of Object.values(document.paths)) {
  for (const operation of Object.values(operations)) {
    for (const status of Object.keys(operation.responses ?? {})) {
      if (!/^[123]/.test(status)) delete operation.responses[status];
    }
  }
}
const written = HEAD + astToString(await openapiTypescript(document));

if (process.argv.includes('--check')) {
  const present = await readFile(TARGET, 'utf8').catch(() => '');
  if (present !== written) {
    console.error('app/client/src/generated/api.ts is not what docs/openapi.json says: run `npm run generate` in app/client.');
    process.exit(1);
  }
} else {
  await writeFile(TARGET, written);
}
