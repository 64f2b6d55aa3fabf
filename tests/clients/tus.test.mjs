// tus-js-client brings evidence to the real server.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { newId, sha256Hex } from '@soat/client';
import { DefaultHttpStack } from 'tus-js-client';

import { uploadWithTus } from './adapters/tus.mjs';
import { deviceOf } from './support/device.mjs';
import { picture } from './support/picture.mjs';
import { atDesk, startWorld } from './support/world.mjs';

let world;
let desk;
let inspection;
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'soat-tus-'));
  world = await startWorld();
  desk = await atDesk(world.address, 'truongdoan');
  inspection = await world.plan();
  const { version } = await desk.get(`/inspections/${inspection}`);
  await desk.post(`/inspections/${inspection}/start`, {}, version);
});
after(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function declare(file) {
  const id = newId();
  await desk.post('/evidence', { id, inspection_id: inspection, media_type: 'image/png', size: file.byteLength, sha256: await sha256Hex(file) });
  return id;
}

const stateOf = async (id) => (await desk.get(`/evidence/${id}`)).state;

/** Requests as tus-js-client makes them, seen, and where asked with a byte turned over in the first piece. */
function watched({ spoilFirst = false } = {}) {
  const inner = new DefaultHttpStack({});
  const sent = [];
  let isSpoilt = !spoilFirst;
  const createRequest = (method, address) => {
    const request = inner.createRequest(method, address);
    const send = request.send.bind(request);
    request.send = async (body) => {
      let bytes = body;
      if (method === 'PATCH' && !isSpoilt) {
        isSpoilt = true;
        bytes = Uint8Array.from(body, (byte, place) => (place === 0 ? byte ^ 1 : byte));
      }
      const answer = await send(bytes);
      sent.push({ method, checksum: request.getHeader('Upload-Checksum'), size: body?.byteLength ?? 0, status: answer.getStatus() });
      return answer;
    };
    return request;
  };
  return { sent, stack: { createRequest, getName: () => 'watched' } };
}

/** Starts a program that uploads; gives what it says, line by line. */
function uploader(particulars) {
  const program = spawn(process.execPath, [new URL('support/uploader.mjs', import.meta.url).pathname, JSON.stringify({ address: world.address, username: 'truongdoan', ...particulars })], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => program.once('exit', (code, signal) => resolve(signal ?? code)));
  return { program, ended, lines: createInterface({ input: program.stdout }) };
}

for (const [how, forgets] of [['with what it has kept', false], ['that has forgotten where it was', true]]) {
  test(`a program that was killed in the middle of a file is followed by one ${how}, and only the rest is sent`, async () => {
    const file = picture(800, 500);
    const path = join(folder, `${newId()}.png`);
    writeFileSync(path, file);
    const evidence = await declare(file);
    const half = Math.floor(file.byteLength / 2);
    const first = uploader({ evidence, file: path, urls: join(folder, `${evidence}.json`), stopAt: half });
    for await (const line of first.lines) if ('stopped' in JSON.parse(line)) break;
    first.program.kill('SIGKILL');
    assert.equal(await first.ended, 'SIGKILL');
    assert.equal(await stateOf(evidence), 'receiving');

    const second = uploader({ evidence, file: path, urls: join(folder, forgets ? `${evidence}-other.json` : `${evidence}.json`) });
    const told = [];
    for await (const line of second.lines) told.push(JSON.parse(line));
    assert.equal(await second.ended, 0);
    const sent = told.reduce((sum, { size = 0 }) => sum + size, 0);
    assert.ok(sent > 0 && sent <= file.byteLength - half, `${sent} of ${file.byteLength} bytes were sent again`);
    assert.equal(await stateOf(evidence), 'verified');
  });
}

test('several files go at once, and one file twice at once, each piece with its checksum', async () => {
  const { session } = await deviceOf(world.address, 'truongdoan');
  const files = [300, 320, 340, 360].map((width) => Buffer.from(picture(width, 400)));
  const ids = await Promise.all(files.map(declare));
  const { sent, stack } = watched();
  const pairs = [...ids.map((id, place) => [id, files[place]]), [ids[0], files[0]]];
  await Promise.all(pairs.map(([id, file]) => uploadWithTus(session, id, file, { httpStack: stack, chunkSize: 100_000, storeFingerprintForResuming: false })));
  assert.deepEqual(await Promise.all(ids.map(stateOf)), ids.map(() => 'verified'));
  const pieces = sent.filter(({ method }) => method === 'PATCH');
  assert.ok(pieces.length > files.length);
  assert.ok(pieces.every(({ checksum }) => checksum?.startsWith('sha256 ')));
});

test('a piece that was spoilt on its way is refused and sent again', async () => {
  const { session } = await deviceOf(world.address, 'truongdoan');
  const file = Buffer.from(picture(200, 200));
  const evidence = await declare(file);
  const { sent, stack } = watched({ spoilFirst: true });
  await uploadWithTus(session, evidence, file, { httpStack: stack, chunkSize: 50_000 });
  assert.equal(sent.find(({ method }) => method === 'PATCH').status, 460);
  assert.equal(sent.reduce((sum, { size, status }) => sum + (status === 204 ? size : 0), 0), file.byteLength);
  assert.equal(await stateOf(evidence), 'verified');
});

test('an upload that is gone is begun anew', async () => {
  const { session } = await deviceOf(world.address, 'truongdoan');
  const file = Buffer.from(picture(200, 200));
  const evidence = await declare(file);
  const begun = await session.send('/uploads', {
    method: 'POST', headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(file.byteLength), 'Upload-Metadata': `evidence_id ${btoa(evidence)}` },
  });
  const path = begun.headers.get('Location');
  await session.send(path, { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' } });
  const previous = [{ uploadUrl: session.address(path), metadata: {}, size: file.byteLength, creationTime: '', urlStorageKey: 'key', parallelUploadUrls: null }];
  const urlStorage = { findUploadsByFingerprint: async () => previous, findAllUploads: async () => previous, addUpload: async () => 'key', removeUpload: async () => undefined };
  await uploadWithTus(session, evidence, file, { urlStorage });
  assert.equal(await stateOf(evidence), 'verified');
});
