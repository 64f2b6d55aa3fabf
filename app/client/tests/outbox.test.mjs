// The outbox and the two loops, against answers as the protocol describes them.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { Client, enqueue, keptRecord, MemoryStore, pull, TryLater, waiting } from '../dist/index.js';
import { page, problem, serverOf, SIGN_IN } from './server.mjs';

const INSPECTION = '01957a3c-2f80-7d14-9c55-6a1f0e7b3d21';
const RESPONSE = 'a1e0dc97-eff7-5c79-8399-6b7f7cdd2a30';
const OTHER = '01957a42-90aa-7e55-8c0d-77d1f3b2e604';

/** A client whose pushes are answered by `outcome(op)` and whose pulls find the given pages. */
async function clientOf({ appVersion, outcome = () => ({ status: 'applied', change: 1 }), pages = [] } = {}) {
  const server = serverOf(async ({ path, body }) => {
    if (path === '/sync/pull') return pages.shift() ?? page([], 'same');
    const outcomes = [];
    for (const op of body.ops) {
      const one = await outcome(op, body.ops);
      if (one instanceof Response) return one;
      outcomes.push({ op_id: op.op_id, ...one });
    }
    return { outcomes, server_time: '2026-03-09T02:16:03.004Z' };
  });
  const client = new Client({ server: 'https://soat.example.vn', store: new MemoryStore(), fetch: server.fetch, ...(appVersion && { appVersion }) });
  await client.session.signIn(SIGN_IN);
  const put = (id, fields) => client.record({ kind: 'put', collection: 'responses', id, inspection_id: INSPECTION, fields });
  return { client, server, put, sent: () => server.of('/sync/push').map(({ body }) => body.ops) };
}

const told = (id, change, record, more = {}) => ({ stream: `inspection:${INSPECTION}`, collection: 'responses', id, change, deleted: record === null, record, ...more });

test('operations keep their order, their ids, and the base of the moment they were made', async () => {
  const { client, put, sent } = await clientOf({ pages: [page([told(RESPONSE, 40, { id: RESPONSE, verdict: null })], 'c1')], outcome: () => ({ status: 'applied', change: 41 }) });
  await client.synchronise();
  await put(RESPONSE, { verdict: 'conforming' });
  await put(RESPONSE, { note: 'một' });
  await client.synchronise();
  const [[first, second]] = sent();
  assert.deepEqual([first.base_change, second.base_change], [40, 40]);
  assert.ok(second.counter > first.counter && second.op_id > first.op_id);
  assert.equal((await client.store.transaction((tx) => keptRecord(tx, 'responses', RESPONSE))).change, 41);
  assert.deepEqual((await client.records('responses'))[0], { id: RESPONSE, record: { id: RESPONSE, verdict: 'conforming', note: 'một' }, waiting: false });
});

test('the record of an outcome is taken, with what still waits on top', async () => {
  let number = 0;
  const { client, put } = await clientOf({
    outcome: () => {
      number += 1;
      return number === 1 ? { status: 'merged', change: 43, record: { id: RESPONSE, verdict: 'partly_conforming', note: 'Của người khác' } } : { status: 'blocked', by: null };
    },
  });
  await put(RESPONSE, { note: 'Của tôi' });
  await put(RESPONSE, { value: 3 });
  await client.synchronise();
  const [{ record, waiting: waits }] = await client.records('responses');
  assert.deepEqual(record, { id: RESPONSE, verdict: 'partly_conforming', note: 'Của người khác', value: 3 });
  assert.ok(waits);
});

test('an operation that comes as repeated is settled by the outcome within', async () => {
  const refusal = { code: 'invalid-body', status: 422, errors: [] };
  const { client, put } = await clientOf({ outcome: () => ({ status: 'repeated', outcome: { status: 'refused', problem: refusal } }) });
  await put(RESPONSE, { verdict: 'splendid' });
  await client.synchronise();
  assert.deepEqual((await client.attention()).map(({ status, problem }) => [status, problem.code]), [['refused', 'invalid-body']]);
  assert.deepEqual(await client.outbox(), []);
});

test('what rests on refused work waits until that is dealt with, and a conclusion waits for all of it', async () => {
  const refusal = { code: 'invalid-body', status: 422, errors: [] };
  let firstId;
  let isMended = false;
  const { client, put, sent } = await clientOf({
    outcome: (op) => {
      if (isMended) return { status: 'applied', change: 9 };
      if (op.op_id === firstId) return { status: 'refused', problem: refusal };
      return op.id === OTHER ? { status: 'blocked', by: firstId } : { status: 'parked', reason: 'needs-unmet', problem: refusal };
    },
  });
  firstId = (await put(RESPONSE, { verdict: 'splendid' })).op_id;
  await put(OTHER, { note: 'x' });
  await client.synchronise();
  await client.record({ kind: 'command', name: 'inspection.conclude', id: INSPECTION, inspection_id: INSPECTION });
  await client.synchronise();
  assert.equal(sent().length, 1, 'nothing that was held back was sent');
  isMended = true;
  await client.dealtWith(firstId);
  await client.synchronise();
  assert.deepEqual(sent().at(-1).map(({ kind }) => kind), ['put', 'inspection.conclude']);
  assert.deepEqual(await client.outbox(), []);
});

test('a push that is too large is halved, and one that is too slow', async () => {
  for (const [status, code] of [[413, 'body-too-large'], [408, 'request-timeout']]) {
    const { client, put, sent } = await clientOf({ outcome: (op, ops) => (ops.length > 3 ? problem(status, code) : { status: 'applied', change: op.counter }) });
    for (let number = 0; number < 10; number += 1) await put(RESPONSE, { value: number });
    await client.synchronise();
    assert.deepEqual(await client.outbox(), []);
    assert.deepEqual(sent().filter((ops) => ops.length <= 3).flat().map(({ fields }) => fields.value), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }
});

test('a failure of the server leaves the outbox as it was', async () => {
  const { client, put } = await clientOf({ outcome: () => problem(500, 'internal') });
  const { op_id } = await put(RESPONSE, { value: 1 });
  await assert.rejects(client.synchronise(), TryLater);
  assert.deepEqual((await client.outbox()).map(({ op }) => op.op_id), [op_id]);
});

test('pages are stored with their cursors, empty ones too, and streams that were left are let go of', async () => {
  const pages = [
    page([told(RESPONSE, 1, { id: RESPONSE })], 'c1', { has_more: true }),
    page([], 'c2', { has_more: true }),
    page([told(OTHER, 3, { id: OTHER }, { stream: 'inspection:other' })], 'c3'),
    page([told(RESPONSE, 4, null)], 'c4', { streams_removed: ['inspection:other', 'who:knows'] }),
  ];
  const { client, server } = await clientOf({ pages });
  await client.synchronise();
  assert.deepEqual(server.of('/sync/pull').map(({ body }) => body.cursor), [null, 'c1', 'c2']);
  assert.equal((await client.records('responses')).length, 2);
  await client.synchronise();
  assert.deepEqual(await client.records('responses'), []);
  assert.equal((await client.store.transaction((tx) => keptRecord(tx, 'responses', RESPONSE))).change, 4, 'the base of a deleted record is kept');
});

test('a cursor that the server does not know is dropped, and everything is pulled anew', async () => {
  const pages = [page([told(OTHER, 3, { id: OTHER })], 'c1'), problem(422, 'invalid-parameter', { params: { name: 'cursor' } }), page([told(RESPONSE, 1, { id: RESPONSE })], 'd1')];
  const { client } = await clientOf({ pages });
  await client.synchronise();
  await pull(client.store, client.session);
  assert.deepEqual((await client.records('responses')).map(({ id }) => id), [RESPONSE]);
});

test('an edit is in the outbox or it is not: a transaction that breaks leaves neither operation nor counter', async () => {
  const { client, put } = await clientOf();
  const broken = client.store.transaction(async (tx) => {
    await enqueue(tx, { kind: 'put', collection: 'responses', id: RESPONSE, inspection_id: INSPECTION, fields: { value: 1 } });
    throw new Error('power cut');
  });
  await assert.rejects(broken);
  assert.deepEqual(await client.store.transaction(waiting), []);
  assert.equal((await put(RESPONSE, { value: 2 })).counter, 1);
});

test('a program that gives its version also says what waits on the device; another says neither', async () => {
  const known = await clientOf({ appVersion: '1.4.0' });
  await known.put(RESPONSE, { value: 1 });
  await known.client.synchronise();
  const [push] = known.server.of('/sync/push');
  assert.deepEqual([push.body.app_version, push.body.outbox], ['1.4.0', { ops: 1, files: 0 }]);
  const unknown = await clientOf();
  await unknown.client.synchronise();
  assert.ok(!('app_version' in unknown.server.of('/sync/pull')[0].body));
});
