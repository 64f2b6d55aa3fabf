// The client package by itself against the real server.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';

import 'fake-indexeddb/auto';
import { Client, DeviceRevoked, MemoryStore, newId, openIndexedDbStore, SignInNeeded, TryLater } from '@soat/client';

import { deviceOf } from './support/device.mjs';
import { atDesk, PASSWORD, startWorld } from './support/world.mjs';
import { picture } from './support/picture.mjs';
import { missing, visitOf } from './support/visit.mjs';

let world;
before(async () => { world = await startWorld(); });
after(() => world?.stop());

async function clientOf(username, given) {
  const { session, net, store, fetch } = await deviceOf(world.address, username, given);
  return { client: new Client({ server: world.address, store, fetch, language: 'en' }), session, net, store };
}

const STORES = { 'in memory': async () => new MemoryStore(), 'in IndexedDB': () => openIndexedDbStore(newId()) };

async function recordAll(client, inspectionId, visit) {
  const put = (collection, id, fields) => client.record({ kind: 'put', collection, id, inspection_id: inspectionId, fields });
  await put('inspections', inspectionId, visit.inspection);
  for (const { id, item_id, sample_id, ...fields } of visit.responses) {
    assert.equal((await client.answer(inspectionId, item_id, fields, sample_id ?? null)).id, id);
  }
  for (const collection of ['samples', 'attendees', 'findings']) {
    for (const { id, ...fields } of visit[collection]) await put(collection, id, fields);
  }
  for (const photo of visit.photos) await client.photograph({ inspection_id: inspectionId, ...photo });
}

const command = (client, name, id, args) => client.record({ kind: 'command', name, id, inspection_id: id, ...(args ? { args } : {}) });

for (const [where, open] of Object.entries(STORES)) test(`a whole inspection is recorded without a network, sent, and concluded, ${where}`, async () => {
  const id = await world.plan();
  const { client, net } = await clientOf('truongdoan', await open());
  await client.synchronise();
  const visit = await visitOf(id);
  net.on = false;
  const before = net.requests;
  await command(client, 'inspection.start', id);
  await recordAll(client, id, visit);
  await assert.rejects(client.synchronise(), TryLater);
  assert.equal(net.requests, before);
  assert.equal((await client.records('responses', id)).length, visit.responses.length, 'what was recorded is shown while it waits');
  net.on = true;
  const done = await client.synchronise();
  assert.deepEqual(await client.attention(), []);
  assert.deepEqual(await client.outbox(), []);
  assert.equal(done.files, visit.photos.length);
  assert.deepEqual(await client.files(), [], 'files that the server has verified are let go of');
  const desk = await atDesk(world.address, 'truongdoan');
  assert.deepEqual(await missing(desk, id, visit), []);
  await command(client, 'inspection.conclude', id);
  await client.synchronise();
  assert.deepEqual(await client.attention(), []);
  assert.equal((await desk.get(`/inspections/${id}`)).status, 'concluded');
  const findings = await client.records('findings', id);
  assert.ok(findings.every(({ record }) => record.number && record.status !== 'draft'), 'the numbers that the server gave have come back');
  const differs = await client.mend();
  assert.deepEqual(differs, [], 'the device holds what the server holds');
});

test('an answer that was lost is asked for again and nothing is done twice', async () => {
  const id = await world.plan();
  const { client, net } = await clientOf('truongdoan');
  await command(client, 'inspection.start', id);
  await client.synchronise();
  await client.answer(id, 'dir.committee', { verdict: 'conforming', note: 'Đã xem quyết định' });
  net.lose = 1;
  await assert.rejects(client.synchronise(), TryLater);
  assert.equal((await client.outbox()).length, 1);
  await client.synchronise();
  assert.deepEqual(await client.outbox(), []);
  const desk = await atDesk(world.address, 'truongdoan');
  const [response] = await desk.get(`/inspections/${id}/responses`);
  assert.equal(response.note, 'Đã xem quyết định');
});

test('two people answer one item offline: both values are kept, both see it, the lead settles it', async () => {
  const id = await world.plan();
  const lead = await clientOf('truongdoan');
  const other = await clientOf('thuky');
  await command(lead.client, 'inspection.start', id);
  await lead.client.synchronise();
  await other.client.synchronise();
  lead.net.on = other.net.on = false;
  await lead.client.answer(id, 'dir.policy', { verdict: 'conforming', note: 'Đã niêm yết' });
  await other.client.answer(id, 'dir.policy', { verdict: 'nonconforming', note: 'Bản niêm yết đã cũ' });
  lead.net.on = other.net.on = true;
  await lead.client.synchronise();
  await other.client.synchronise();
  const [contested] = await other.client.attention();
  assert.equal(contested.status, 'conflict');
  await lead.client.synchronise();
  const [conflict] = await lead.client.records('conflicts', id);
  assert.equal(conflict.id, contested.conflict_id);
  assert.deepEqual(conflict.record.values.map(({ value }) => value), ['conforming', 'nonconforming']);
  for (const { client } of [lead, other]) {
    const [{ record }] = await client.records('responses', id);
    assert.equal(record.verdict, 'conforming');
    assert.equal(record.note, 'Đã niêm yết\nBản niêm yết đã cũ');
  }
  await lead.client.record({ kind: 'command', name: 'conflict.resolve', id: conflict.id, inspection_id: id, args: { value: 'nonconforming' } });
  await lead.client.synchronise();
  await other.client.synchronise();
  assert.deepEqual(await other.client.attention(), []);
  assert.equal((await other.client.records('responses', id))[0].record.verdict, 'nonconforming');
});

test('refused work is shown, what rests on it waits, and a conclusion does not go past it', async () => {
  const id = await world.plan();
  const { client } = await clientOf('truongdoan');
  await command(client, 'inspection.start', id);
  await client.answer(id, 'dir.committee', { verdict: 'splendid' });
  await command(client, 'inspection.conclude', id);
  await client.synchronise();
  const [refused] = await client.attention();
  assert.equal(refused.status, 'refused');
  assert.equal(refused.problem.errors[0].pointer, '/verdict');
  assert.deepEqual((await client.outbox()).map(({ op }) => op.kind), ['inspection.conclude']);
  await client.synchronise();
  assert.equal((await client.outbox()).length, 1, 'not sent again by itself');
  const desk = await atDesk(world.address, 'truongdoan');
  assert.equal((await desk.get(`/inspections/${id}`)).status, 'in_progress');
});

test('work that comes after the conclusion is parked, kept visible, and told when it was decided', async () => {
  const id = await world.plan();
  const lead = await clientOf('truongdoan');
  const late = await clientOf('thuky');
  await command(lead.client, 'inspection.start', id);
  await lead.client.synchronise();
  await late.client.synchronise();
  await recordAll(lead.client, id, await visitOf(id));
  await lead.client.synchronise();
  await command(lead.client, 'inspection.conclude', id);
  await lead.client.synchronise();
  await late.client.answer(id, 'dir.committee', { note: 'Thêm: đã phỏng vấn 02 thành viên' });
  const done = await late.client.synchronise();
  assert.equal(done.pending_ops, 1);
  const [parked] = await late.client.attention();
  assert.equal(parked.status, 'parked');
  const shown = (await late.client.records('responses', id)).find((one) => one.id === parked.op.id);
  assert.ok(shown.waiting && shown.record.note.startsWith('Thêm'));
  const desk = await atDesk(world.address, 'truongdoan');
  const [open] = (await desk.get(`/parked-ops?inspection=${id}&state=open`)).items;
  await desk.post(`/parked-ops/${open.id}/dismiss`, { reason: 'Đã có trong biên bản' }, open.version);
  await late.client.synchronise();
  assert.deepEqual(await late.client.attention(), []);
});

test('a conclusion that came too early is parked and does not stand in the way of the next', async () => {
  const id = await world.plan();
  const { client } = await clientOf('truongdoan');
  await command(client, 'inspection.start', id);
  await command(client, 'inspection.conclude', id);
  await client.synchronise();
  assert.deepEqual((await client.attention()).map(({ status, problem }) => [status, problem.code]), [['parked', 'needs-unmet']]);
  await recordAll(client, id, await visitOf(id));
  await client.synchronise();
  await command(client, 'inspection.conclude', id);
  await client.synchronise();
  assert.deepEqual(await client.outbox(), []);
  const desk = await atDesk(world.address, 'truongdoan');
  assert.equal((await desk.get(`/inspections/${id}`)).status, 'concluded');
});

test('a photo that is taken back before it was sent leaves the device, and a refused one waits for its owner', async () => {
  const id = await world.plan();
  const { client } = await clientOf('truongdoan');
  await command(client, 'inspection.start', id);
  const about = { inspection_id: id, attached_to: { kind: 'inspection', id }, media_type: 'image/png' };
  const taken = await client.photograph({ ...about, file: picture(32, 32) });
  await client.record({ kind: 'withdraw', collection: 'evidence', id: taken, inspection_id: id, reason: 'Chụp nhầm' });
  const broken = await client.photograph({ ...about, file: picture(32, 32).slice(0, 900) });
  await client.synchronise();
  const files = await client.files();
  assert.deepEqual(files.map(({ evidence_id, state, problem }) => [evidence_id, state, problem?.code]), [[broken, 'refused', 'evidence-refused']]);
  await client.discardFile(broken);
  assert.deepEqual(await client.files(), []);
});

test('a character that the server does not read holds up nobody else', async () => {
  const id = await world.plan();
  const { client } = await clientOf('truongdoan');
  await command(client, 'inspection.start', id);
  await client.answer(id, 'dir.committee', { note: 'a\u202eb' });
  await client.answer(id, 'dir.policy', { verdict: 'conforming' });
  await client.synchronise();
  assert.deepEqual((await client.attention()).map(({ status }) => status), ['refused']);
  const desk = await atDesk(world.address, 'truongdoan');
  assert.deepEqual((await desk.get(`/inspections/${id}/responses`)).map((row) => row.item_id), ['dir.policy']);
});

test('files go on where they stood in a new program on the same store, several at a time', async () => {
  const id = await world.plan();
  const { client, net, store } = await clientOf('truongdoan');
  await command(client, 'inspection.start', id);
  await client.synchronise();
  const files = [picture(700, 500), picture(600, 400), picture(500, 300)];
  for (const file of files) await client.photograph({ inspection_id: id, attached_to: { kind: 'inspection', id }, media_type: 'image/png', file });
  // The network goes after some pieces of each.
  const stop = new AbortController();
  const first = client.synchronise({ piece: 100_000, signal: stop.signal });
  while ((await client.files()).filter(({ offset }) => offset > 0).length < 3) await new Promise((resolve) => setImmediate(resolve));
  net.on = false;
  stop.abort();
  await first.catch(() => undefined);
  const kept = MemoryStore.from(store.dump());
  const begun = await new Client({ server: world.address, store: kept }).files();
  assert.equal(begun.length, 3);
  let sent = 0;
  const again = new Client({
    server: world.address, store: kept,
    fetch: (address, init) => {
      if (init.method === 'PATCH') sent += init.body.byteLength;
      return fetch(address, init);
    },
  });
  assert.equal((await again.synchronise()).files, 3);
  assert.ok(sent < files.reduce((sum, file) => sum + file.byteLength, 0), 'what had arrived was not sent again');
  const desk = await atDesk(world.address, 'truongdoan');
  assert.deepEqual((await desk.get(`/inspections/${id}/evidence`)).items.map(({ state }) => state), ['verified', 'verified', 'verified']);
});

test('a revoked device sends nothing more and holds nothing more', async () => {
  const id = await world.plan();
  const { client, net, store } = await clientOf('thanhvien');
  await client.synchronise();
  await client.answer(id, 'dir.committee', { verdict: 'conforming' });
  const admin = await atDesk(world.address, 'quantri');
  const deviceId = await client.session.deviceId();
  const device = (await admin.get('/devices?limit=500')).items.find(({ id }) => id === deviceId);
  await admin.post(`/devices/${deviceId}/revoke`, {}, device.version);
  await assert.rejects(client.synchronise(), DeviceRevoked);
  const held = store.dump().filter(([, rows]) => rows.length > 0);
  assert.deepEqual(held, [['state', [['revoked', true]]]]);
  const requests = net.requests;
  await assert.rejects(client.synchronise(), DeviceRevoked);
  assert.equal(net.requests, requests);
});

test('work recorded before the session ended is taken after signing in again', async () => {
  const id = await world.plan();
  const { client } = await clientOf('truongdoan');
  await command(client, 'inspection.start', id);
  const device = await client.session.deviceId();
  await client.session.signOut();
  await assert.rejects(client.synchronise(), SignInNeeded);
  await client.session.signIn({ username: 'truongdoan', password: PASSWORD, device: { name: 'máy tính bảng', platform: 'test' } });
  assert.equal(await client.session.deviceId(), device);
  await client.synchronise();
  assert.deepEqual(await client.outbox(), []);
});
