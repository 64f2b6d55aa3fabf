// Events, digests and receipts, as servers that have them give them, and on servers that do not.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { Client, eventsOf, listen, MemoryStore, sha256Hex, verifyReceipt } from '../dist/index.js';
import { DEVICE, page, problem, serverOf, SIGN_IN } from './server.mjs';

const STREAM = 'inspection:01957a3c-2f80-7d14-9c55-6a1f0e7b3d21';
const [ONE, OTHER] = ['01957a42-90aa-7e55-8c0d-77d1f3b2e604', 'a1e0dc97-eff7-5c79-8399-6b7f7cdd2a30'];

async function clientOf(answer) {
  const server = serverOf(answer);
  const client = new Client({ server: 'https://soat.example.vn', store: new MemoryStore(), fetch: server.fetch });
  await client.session.signIn(SIGN_IN);
  return { client, server };
}

const streamOf = (...parts) => new Response(new ReadableStream({
  start(controller) {
    for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
    controller.close();
  },
}), { headers: { 'Content-Type': 'text/event-stream' } });

test('events are read however the network cuts them', async () => {
  const found = [];
  for await (const event of eventsOf(streamOf(': hello\n\nevent: mo', 'ved\r\ndata: {"a":1}\r\n\r\ndata: x\ndata: y\n', '\n: still here\n\ndata: lost'))) found.push(event);
  assert.deepEqual(found, [{ event: 'moved', data: '{"a":1}' }, { event: 'message', data: 'x\ny' }]);
});

test('a server without events is not asked for them again', async () => {
  const { client, server } = await clientOf(() => problem(404, 'not-found'));
  const signal = new AbortController().signal;
  assert.equal(await listen(client.session, { signal, onNews: () => {} }), false);
  assert.equal(server.of('/sync/events').length, 1);
});

test('a device keeps up with events, and without them when the server asked to be asked', async () => {
  for (const events of [true, false]) {
    const over = new AbortController();
    let pulls = 0;
    let move;
    const { client } = await clientOf(({ path }) => {
      if (path === '/sync/pull') pulls += 1;
      if (path === '/sync/pull') return page([], `c${pulls}`, { next_poll_s: events ? 3_600 : 0 });
      if (!events) return problem(404, 'not-found');
      return new Response(new ReadableStream({ start: (controller) => { move = () => controller.enqueue(new TextEncoder().encode('data: moved\n\n')); } }), { headers: { 'Content-Type': 'text/event-stream' } });
    });
    await client.keepUp(over.signal, () => {
      if (pulls >= 4) over.abort();
      else if (move) setImmediate(move);
    });
    assert.ok(pulls >= 4);
  }
});

test('a device that holds what the server holds differs in nothing; one that does not pulls again', async () => {
  const changes = [[OTHER, 7], [ONE, 5]].map(([id, change]) => ({ stream: STREAM, collection: 'responses', id, change, deleted: false, record: { id } }));
  const lines = `${ONE} 5\n${OTHER} 7\n`;
  let hash = await sha256Hex(new TextEncoder().encode(lines));
  const { client, server } = await clientOf(({ path }) => {
    if (path === '/sync/pull') return page(changes, 'c1');
    return { streams: [{ stream: STREAM, change: 7, standing: 'current', collections: { responses: { count: 2, hash } } }], server_time: '' };
  });
  await client.synchronise();
  assert.deepEqual(await client.mend(), []);
  hash = '0'.repeat(64);
  assert.deepEqual(await client.mend(), [{ stream: STREAM, collection: 'responses' }]);
  await client.synchronise();
  assert.deepEqual(server.of('/sync/pull').map(({ body }) => body.again), [undefined, [STREAM]]);
  await client.synchronise();
  assert.equal(server.of('/sync/pull').at(-1).body.again, undefined);
  assert.equal((await client.records('responses')).length, 2);
});

test('a receipt holds only with the signature of the server and for this device', async () => {
  const keys = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const jwk = { ...(await crypto.subtle.exportKey('jwk', keys.publicKey)), kid: 'k1' };
  const { client } = await clientOf(() => ({ keys: [jwk] }));
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const sign = async (statement, header = { alg: 'EdDSA', typ: 'soat-receipt', kid: 'k1' }) => {
    const signed = `${encode(header)}.${encode(statement)}`;
    return `${signed}.${Buffer.from(await crypto.subtle.sign('Ed25519', keys.privateKey, Buffer.from(signed))).toString('base64url')}`;
  };
  const statement = { iss: '', iat: 1, device_id: DEVICE, user_id: '', inspections: [] };
  const receipt = await sign(statement);
  assert.deepEqual(await verifyReceipt(client.session, receipt), statement);
  const [head, , signature] = receipt.split('.');
  await assert.rejects(verifyReceipt(client.session, `${head}.${encode({ ...statement, iat: 2 })}.${signature}`), /not valid/);
  await assert.rejects(verifyReceipt(client.session, await sign({ ...statement, device_id: ONE })), /another device/);
  await assert.rejects(verifyReceipt(client.session, await sign(statement, { alg: 'EdDSA', typ: 'JWT', kid: 'k1' })), /no receipt/);
  await assert.rejects(verifyReceipt(client.session, await sign(statement, { alg: 'EdDSA', typ: 'soat-receipt', kid: 'k2' })), /does not publish/);
});
