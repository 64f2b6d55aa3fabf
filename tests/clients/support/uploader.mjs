// A program of its own that uploads one file with tus-js-client and tells how far it is; one that is to be killed stops at a byte.
//
// node uploader.mjs '{"address", "username", "evidence", "file", "urls", "stopAt"}'

import { createReadStream } from 'node:fs';

import { FileUrlStorage } from 'tus-js-client';

import { uploadWithTus } from '../adapters/tus.mjs';
import { deviceOf } from './device.mjs';

const { address, username, evidence, file, urls, stopAt } = JSON.parse(process.argv[2]);
const say = (word) => process.stdout.write(`${JSON.stringify(word)}\n`);

const { session } = await deviceOf(address, username);
let offset = 0;
await uploadWithTus(session, evidence, createReadStream(file), {
  chunkSize: 64 * 1024,
  urlStorage: new FileUrlStorage(urls),
  onChunkComplete: (size, reached) => { offset = reached; say({ size, offset }); },
  onBeforeRequest: (request) => {
    if (request.getMethod() !== 'PATCH' || stopAt === undefined || offset < stopAt) return undefined;
    say({ stopped: offset });
    return new Promise(() => setInterval(() => {}, 1_000));
  },
});
say({ done: true });
