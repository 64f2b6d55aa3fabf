import { test } from 'node:test';
import assert from 'node:assert/strict';

import { newId, responseId, sha256Base64, sha256Hex } from '../dist/index.js';

test('ids of responses are those of the protocol', async () => {
  const inspection = '01957a3c-2f80-7d14-9c55-6a1f0e7b3d21';
  assert.equal(await responseId(inspection, 'scope.publication'), 'a1e0dc97-eff7-5c79-8399-6b7f7cdd2a30');
  assert.equal(await responseId(inspection, 'run.samples', '01957A40-11C2-7B8E-8A3D-4F7BE2109C66'), '871d40dc-820a-5465-bb3c-8f4f69adb91c');
});

test('new ids are of version 7 and sort by the time they were made', () => {
  const ids = [newId(1_000), newId(2_000), newId(1_773_022_500_000)];
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual([...ids].sort(), ids);
});

test('hashes come in the two forms of the API', async () => {
  const bytes = new TextEncoder().encode('Soát');
  const hex = await sha256Hex(bytes);
  assert.match(hex, /^[0-9a-f]{64}$/);
  assert.equal(await sha256Base64(bytes), Buffer.from(hex, 'hex').toString('base64'));
});
