// What a session does with what a server answers.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { DeviceRevoked, enqueue, MemoryStore, Session, SignInNeeded, TryLater, UpgradeRequired, waiting } from '../dist/index.js';
import { problem, serverOf, sessionOf, SIGN_IN } from './server.mjs';

async function signedIn(answer) {
  const server = serverOf(answer);
  const store = new MemoryStore();
  const session = new Session({ server: 'https://soat.example.vn/', store, fetch: server.fetch });
  await session.signIn(SIGN_IN);
  return { server, store, session };
}

const edit = { kind: 'put', collection: 'attendees', id: '01957a42-90aa-7e55-8c0d-77d1f3b2e604', inspection_id: '01957a3c-2f80-7d14-9c55-6a1f0e7b3d21', fields: { name: 'x' } };

test('requests that find their token expired refresh it once, and are sent again', async () => {
  const { server, session } = await signedIn(({ path, headers, body }) => {
    if (path === '/auth/refresh') return body.refresh_token === 'refresh-1' ? sessionOf(2) : problem(401, 'refresh-reused');
    return headers.get('Authorization') === 'Bearer access-2' ? { ok: true } : problem(401, 'token-expired');
  });
  await Promise.all([1, 2, 3].map(() => session.json('GET', '/me')));
  assert.equal(server.of('/auth/refresh').length, 1);
});

test('a token that is about to end is refreshed before it is used', async () => {
  const { server, store, session } = await signedIn(({ path }) => (path === '/auth/refresh' ? sessionOf(2) : { ok: true }));
  await store.transaction(async (tx) => tx.put('state', 'session', { ...(await tx.get('state', 'session')), ends_at: Date.now() + 5_000 }));
  await session.json('GET', '/me');
  assert.deepEqual(server.of('/me').map(({ headers }) => headers.get('Authorization')), ['Bearer access-2']);
});

test('a session that is over keeps the work', async () => {
  const { store, session } = await signedIn(({ path }) => problem(401, path === '/auth/refresh' ? 'refresh-reused' : 'token-expired'));
  await store.transaction((tx) => enqueue(tx, edit));
  await assert.rejects(session.json('GET', '/me'), SignInNeeded);
  assert.equal((await store.transaction(waiting)).length, 1);
});

test('a device that was revoked is wiped, at whatever request it learns it', async () => {
  for (const path of ['/auth/refresh', '/me']) {
    const { server, store, session } = await signedIn((request) => (request.path === path ? problem(410, 'device-revoked') : problem(401, 'token-expired')));
    await store.transaction((tx) => enqueue(tx, edit));
    await assert.rejects(session.json('GET', '/me'), DeviceRevoked);
    assert.deepEqual(store.dump().filter(([, rows]) => rows.length > 0), [['state', [['revoked', true]]]]);
    const sent = server.requests.length;
    await assert.rejects(session.json('GET', '/me'), DeviceRevoked);
    assert.equal(server.requests.length, sent, 'nothing more is sent');
  }
});

test('410 without a body is asked about before anything is wiped', async () => {
  const gone = await signedIn(({ method }) => (method === 'HEAD' ? new Response(null, { status: 410 }) : {}));
  await assert.rejects(gone.session.send('/uploads/x', { method: 'HEAD' }), { name: 'Refused', status: 410 });
  assert.equal(gone.server.of('/me').length, 1);
  const revoked = await signedIn(({ method }) => (method === 'HEAD' ? new Response(null, { status: 410 }) : problem(410, 'device-revoked')));
  await assert.rejects(revoked.session.send('/uploads/x', { method: 'HEAD' }), DeviceRevoked);
});

test('what decides nothing is told apart from a refusal', async () => {
  const answers = { busy: problem(503, 'busy'), full: problem(507, 'storage-full'), old: problem(426, 'upgrade-required'), bad: problem(422, 'invalid-body') };
  const { session } = await signedIn(({ path }) => {
    if (path === '/offline') throw new TypeError('fetch failed');
    return answers[path.slice(1)].clone();
  });
  for (const [path, code] of [['/busy', 'busy'], ['/full', 'storage-full'], ['/offline', 'offline']]) {
    await assert.rejects(session.json('GET', path), (failure) => failure instanceof TryLater && failure.code === code);
  }
  await assert.rejects(session.json('GET', '/old'), UpgradeRequired);
  await assert.rejects(session.json('GET', '/bad'), { name: 'Refused', code: 'invalid-body' });
});

test('somebody else does not sign in over work that waits', async () => {
  const { store, session } = await signedIn(() => ({}));
  await store.transaction((tx) => enqueue(tx, edit));
  await assert.rejects(session.signIn({ ...SIGN_IN, username: 'thuky' }), /somebody else/);
});
