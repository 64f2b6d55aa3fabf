// What the bridge tells a library, and what it makes of its edits.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { Bridge, logged, MemoryStore, Session, waiting } from '../dist/index.js';
import { page, problem, serverOf, SIGN_IN } from './server.mjs';

const INSPECTION = '01957a3c-2f80-7d14-9c55-6a1f0e7b3d21';
const STREAM = `inspection:${INSPECTION}`;
const [ONE, OTHER] = ['a1e0dc97-eff7-5c79-8399-6b7f7cdd2a30', '01957a42-90aa-7e55-8c0d-77d1f3b2e604'];

async function bridgeOf({ pages = [], outcome = () => ({ status: 'applied', change: 50 }) } = {}) {
  const server = serverOf(async ({ path, body }) => {
    if (path === '/sync/pull') return pages.shift() ?? page([], 'same');
    const outcomes = [];
    for (const op of body.ops) {
      const one = await outcome(op);
      if (one instanceof Response) return one;
      outcomes.push({ op_id: op.op_id, ...one });
    }
    return { outcomes, server_time: '' };
  });
  const store = new MemoryStore();
  const session = new Session({ server: 'https://soat.example.vn', store, fetch: server.fetch });
  await session.signIn(SIGN_IN);
  const bridge = new Bridge(store, session, new Set(['responses', 'findings']));
  const sent = () => server.of('/sync/push').flatMap(({ body }) => body.ops);
  return { bridge, store, sent, server };
}

const told = (id, change, record, collection = 'responses') => ({ stream: STREAM, collection, id, change, deleted: record === null, record });
const put = (id, fields, base_change = 0) => ({ kind: 'put', collection: 'responses', id, inspection_id: INSPECTION, fields, base_change });

test('a library is told from its position, again when it was interrupted, and each record once', async () => {
  const pages = [page([told(ONE, 1, { note: 'a' }), told(OTHER, 2, { note: 'b' })], 'c1', { has_more: true }), page([told(ONE, 3, { note: 'c' })], 'c2')];
  const { bridge } = await bridgeOf({ pages });
  await bridge.fetch();
  const first = await bridge.told('library', 0);
  assert.deepEqual(first.changes.map(({ id, change }) => [id, change]), [[ONE, 3], [OTHER, 2]]);
  assert.deepEqual(await bridge.told('library', 0), first);
  assert.deepEqual(await bridge.told('library', first.last), { changes: [], last: first.last });
});

test('collections that the library does not keep are not told, and each collection has a position of its own', async () => {
  const changes = [told(ONE, 1, {}), told(OTHER, 2, {}, 'findings'), told(OTHER, 3, {}, 'checklists')];
  const { bridge } = await bridgeOf({ pages: [page(changes, 'c1')] });
  await bridge.fetch();
  const responses = await bridge.told('a', 0, ['responses']);
  await bridge.told('a', responses.last, ['responses']);
  assert.deepEqual((await bridge.told('b', 0, ['findings'])).changes.map(({ collection }) => collection), ['findings']);
  assert.deepEqual((await bridge.told('c', 0)).changes.map(({ collection }) => collection), ['findings']);
});

test('a stream that is let go of is the end of each of its records, own ones too', async () => {
  const { bridge } = await bridgeOf({ pages: [page([told(ONE, 1, {})], 'c1'), page([], 'c2', { streams_removed: [STREAM] })] });
  await bridge.fetch();
  await bridge.exchange([put(OTHER, { note: 'x' })]);
  const { last } = await bridge.told('library', 0);
  await bridge.fetch();
  const { changes } = await bridge.told('library', last);
  assert.deepEqual(changes.map(({ id, deleted }) => [id, deleted]).sort(), [[OTHER, true], [ONE, true]].sort());
});

test('the base is what the record says, or the own change that was applied since, and never what was merely told', async () => {
  let change = 44;
  const { bridge, sent } = await bridgeOf({ pages: [page([told(ONE, 40, {})], 'c1'), page([told(ONE, 45, {})], 'c2')], outcome: () => ({ status: 'applied', change }) });
  await bridge.fetch();
  await bridge.exchange([put(ONE, { note: 'a' }, 40)]);
  await bridge.fetch();
  change = 46;
  await bridge.exchange([put(ONE, { note: 'b' }, 40)]);
  assert.deepEqual(sent().map(({ base_change }) => base_change), [40, 44]);
});

test('what the server made of an edit is given and told', async () => {
  const merged = { status: 'merged', change: 43, record: { note: 'của cả hai' } };
  const { bridge } = await bridgeOf({ outcome: (op) => (op.id === ONE ? merged : { status: 'applied', change: 44 }) });
  const said = await bridge.exchange([put(ONE, { note: 'a' }), put(OTHER, { note: 'b' })]);
  assert.deepEqual(said.map(({ id, change, record }) => [id, change, record.note]), [[ONE, 43, 'của cả hai']]);
  assert.deepEqual((await bridge.told('library', 0)).changes, said);
});

test('a refused edit stays to be seen on top of what was told, and goes along with the next one', async () => {
  let isMended = false;
  const { bridge, store, sent } = await bridgeOf({
    pages: [page([told(ONE, 40, { note: 'server', value: 1 })], 'c1')],
    outcome: () => (isMended ? { status: 'applied', change: 41 } : { status: 'refused', problem: { code: 'invalid-body', status: 422 } }),
  });
  await bridge.fetch();
  const [said] = await bridge.exchange([put(ONE, { item_id: 'x', verdict: 'splendid' }, 40)]);
  assert.deepEqual(said.record, { note: 'server', value: 1, item_id: 'x', verdict: 'splendid' });
  isMended = true;
  await bridge.exchange([put(ONE, { verdict: 'conforming' }, 40)]);
  assert.deepEqual(sent().at(-1).fields, { item_id: 'x', verdict: 'conforming' });
  assert.ok((await store.transaction(logged)).every(({ settled }) => settled));
});

test('a parked edit that was dismissed gives way to the record as it is', async () => {
  const { bridge } = await bridgeOf({
    pages: [page([told(ONE, 40, { note: 'server' })], 'c1'), page([], 'c2', { pending_ops: 1 }), page([], 'c3')],
    outcome: () => ({ status: 'parked', reason: 'not-recording', problem: { code: 'not-recording', status: 409 } }),
  });
  await bridge.fetch();
  await bridge.exchange([put(ONE, { note: 'own' }, 40)]);
  await bridge.fetch();
  const before = await bridge.told('library', 0);
  assert.equal(before.changes[0].record.note, 'own');
  await bridge.fetch();
  assert.equal((await bridge.told('library', before.last)).changes[0].record.note, 'server');
});

test('an edit that is handed over again goes under its old id; another one in between makes it a new one', async () => {
  let isDown = true;
  const { bridge, store, sent } = await bridgeOf({ outcome: () => (isDown ? problem(503, 'busy') : { status: 'applied', change: 1 }) });
  for (const _ of [1, 2]) await assert.rejects(bridge.exchange([put(ONE, { verdict: 'conforming', note: 'a' })]));
  await assert.rejects(bridge.exchange([put(ONE, { note: 'a', verdict: 'conforming' })]));
  assert.equal((await store.transaction(waiting)).length, 1);
  await assert.rejects(bridge.exchange([put(ONE, { verdict: 'nonconforming' })]));
  isDown = false;
  await bridge.exchange([put(ONE, { verdict: 'conforming', note: 'a' })]);
  assert.deepEqual(sent().slice(-3).map(({ fields }) => fields.verdict), ['conforming', 'nonconforming', 'conforming']);
});

test('edits that are handed over after the conclusion go before it', async () => {
  const { bridge, sent } = await bridgeOf();
  await bridge.command('inspection.conclude', INSPECTION, INSPECTION);
  await bridge.exchange([put(ONE, { note: 'a' })]);
  assert.deepEqual(sent().map(({ kind }) => kind), ['put', 'inspection.conclude']);
});

test('a library that has lost its store is told everything again', async () => {
  const { bridge, server } = await bridgeOf({ pages: [page([told(ONE, 1, {})], 'c1'), page([told(ONE, 1, {})], 'd1')] });
  await bridge.fetch();
  const { last } = await bridge.told('library', 0);
  await bridge.told('library', last);
  assert.equal(await bridge.hasLostItsStore('library', last), false);
  assert.equal(await bridge.hasLostItsStore('library', 0), true);
  await bridge.startOver();
  await bridge.fetch();
  assert.equal(server.of('/sync/pull').at(-1).body.cursor, null);
  const again = await bridge.told('library', 0);
  assert.equal(again.changes.length, 1);
  assert.ok(again.last > last, 'other parts of the library, which have lost nothing, are told again as well');
});
