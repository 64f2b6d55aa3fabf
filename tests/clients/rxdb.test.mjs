// A team works with RxDB: `replicateRxCollection()` of the real package against the real server.

import { after, afterEach, before, test } from 'node:test';
import assert from 'node:assert/strict';

import { Bridge, DeviceRevoked, logged, newId, responseId, sendFiles, waiting } from '@soat/client';
import { createRxDatabase } from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';

import { COLLECTIONS } from './adapters/collections.mjs';
import { collectionsOf, replicateRxdb } from './adapters/rxdb.mjs';
import { deviceOf } from './support/device.mjs';
import { eventually } from './support/eventually.mjs';
import { missing, recordAll, visitOf } from './support/visit.mjs';
import { atDesk, startWorld } from './support/world.mjs';

let world;
const tablets = [];
before(async () => { world = await startWorld(); });
// RxDB without a licence opens sixteen collections at once: those of two tablets.
afterEach(() => Promise.all(tablets.splice(0).map((tablet) => tablet.close())));
after(() => world?.stop());

/** A tablet: RxDB for the records, the client package for the rest. */
async function tabletOf(username, options = { news: 'poll', pollMs: 200 }) {
  const device = await deviceOf(world.address, username);
  const database = await createRxDatabase({ name: newId(), storage: getRxStorageMemory(), multiInstance: false });
  await database.addCollections(collectionsOf());
  const bridge = new Bridge(device.store, device.session, new Set(Object.keys(COLLECTIONS)));
  const replication = replicateRxdb(database, bridge, { retryMs: 100, ...options });
  const tablet = {
    ...device, database, bridge, replication,
    create: (collection, inspectionId, fields) => database[collection].insert({ inspection_id: inspectionId, change: 0, ...fields }),
    edit: async (collection, id, fields) => (await database[collection].findOne(id).exec()).incrementalPatch(fields),
    read: async (collection, id) => (await database[collection].findOne(id).exec())?.toJSON(),
    all: async (collection, inspection_id) => (await database[collection].find({ selector: { inspection_id } }).exec()).map((one) => one.toJSON()),
    command: async (name, id, inspectionId = id, args = undefined, base = 0) => {
      await bridge.command(name, id, inspectionId, args, base);
      await replication.send();
    },
    attention: async () => (await device.store.transaction(logged)).filter((one) => !one.settled),
    outbox: () => device.store.transaction(waiting),
    inSync: () => Promise.all(replication.replications.map((one) => one.awaitInSync())),
    close: async () => { await replication.stop(); await database.close(); },
  };
  tablets.push(tablet);
  return tablet;
}

test('a whole inspection is recorded offline, contested by a second device, settled and concluded', async () => {
  const id = await world.plan();
  const visit = await visitOf(id);
  const lead = await tabletOf('truongdoan');
  const second = await tabletOf('thuky');
  await lead.command('inspection.start', id);
  for (const tablet of [lead, second]) await eventually(async () => (await tablet.read('inspections', id))?.status === 'in_progress');

  lead.net.on = second.net.on = false;
  await recordAll(lead, id, visit);
  const contested = visit.responses.find((one) => one.item_id === 'dir.policy');
  await second.create('responses', id, { id: contested.id, item_id: 'dir.policy', verdict: 'nonconforming', note: 'Bản niêm yết đã cũ' });
  const desk = await atDesk(world.address, 'truongdoan');
  assert.deepEqual(await desk.get(`/inspections/${id}/responses`), [], 'nothing was sent');
  lead.net.on = true;
  await eventually(async () => (await missing(desk, id, visit)).length === 0, () => missing(desk, id, visit));
  second.net.on = true;

  // Lines come in the order in which the edits were handed over, which RxDB does when it likes.
  const lines = [contested.note, 'Bản niêm yết đã cũ'].sort();
  for (const tablet of [lead, second]) {
    await eventually(async () => (await tablet.all('conflicts', id)).length === 1);
    await eventually(async () => (await tablet.read('responses', contested.id)).note.split('\n').sort().join() === lines.join());
    assert.equal((await tablet.read('responses', contested.id)).verdict, 'conforming', 'what reached the server first stands, on both devices');
    await eventually(async () => (await tablet.all('responses', id)).length === visit.responses.length);
  }
  assert.deepEqual((await second.attention()).map(({ status }) => status), ['conflict']);
  const [conflict] = await lead.all('conflicts', id);
  assert.deepEqual(conflict.values.map(({ value }) => value), ['conforming', 'nonconforming']);

  await lead.command('conflict.resolve', conflict.id, id, { value: 'conforming' }, conflict.change);
  await eventually(async () => (await second.read('conflicts', conflict.id)).state === 'resolved');
  assert.equal(await sendFiles(lead.store, lead.session), visit.photos.length);
  await lead.command('inspection.conclude', id);
  for (const tablet of [lead, second]) {
    await eventually(async () => (await tablet.read('inspections', id)).status === 'concluded', () => tablet.attention());
    assert.deepEqual(await tablet.attention(), []);
  }
  assert.equal((await desk.get(`/inspections/${id}`)).status, 'concluded');
  const { note } = await lead.read('responses', contested.id);
  const expected = { ...visit, responses: visit.responses.map((one) => (one.id === contested.id ? { ...one, note } : one)) };
  assert.deepEqual(await missing(desk, id, expected), []);
  await eventually(async () => (await lead.all('findings', id)).every(({ number }) => number));
});

test('an edit that waited while another one was told is a conflict, not an overwriting', async () => {
  const id = await world.plan();
  const [lead, second] = [await tabletOf('truongdoan'), await tabletOf('thuky')];
  await lead.command('inspection.start', id);
  const response = await responseId(id, 'dir.leadership');
  await lead.create('responses', id, { id: response, item_id: 'dir.leadership', verdict: 'conforming' });
  await eventually(async () => (await second.read('responses', response)) !== undefined);
  // The second may fetch and may not send.
  const send = second.bridge.exchange;
  second.bridge.exchange = () => Promise.reject(new TypeError('no network'));
  await second.edit('responses', response, { verdict: 'nonconforming' });
  await lead.edit('responses', response, { verdict: 'partly_conforming' });
  const desk = await atDesk(world.address, 'truongdoan');
  await eventually(async () => (await desk.get(`/inspections/${id}/responses`))[0].verdict === 'partly_conforming');
  await second.bridge.fetch();
  second.replication.resync();
  second.bridge.exchange = send;
  await eventually(async () => (await second.read('responses', response)).verdict === 'partly_conforming');
  const [conflict] = (await desk.get(`/conflicts?inspection=${id}`)).items;
  assert.deepEqual(conflict.values.map(({ value }) => value), ['partly_conforming', 'nonconforming']);
});

test('edits of different fields come together, and an answer that was lost does nothing twice', async () => {
  const id = await world.plan();
  const [lead, second] = [await tabletOf('truongdoan'), await tabletOf('thuky')];
  await lead.command('inspection.start', id);
  const attendee = newId();
  await lead.create('attendees', id, { id: attendee, side: 'unit', name: 'Chủ tịch UBND xã' });
  await eventually(async () => (await second.read('attendees', attendee)) !== undefined);
  lead.net.on = second.net.on = false;
  await lead.edit('attendees', attendee, { title: 'Trưởng Ban chỉ đạo ISO xã' });
  await second.edit('attendees', attendee, { name: 'Phó Chủ tịch UBND xã' });
  lead.net.on = second.net.on = true;
  second.net.lose = 3;
  for (const tablet of [lead, second]) {
    await eventually(async () => {
      const { name, title } = await tablet.read('attendees', attendee);
      return name === 'Phó Chủ tịch UBND xã' && title === 'Trưởng Ban chỉ đạo ISO xã';
    });
  }
  assert.deepEqual(await second.attention(), []);
});

test('a record is taken back with its reason, and leaves every device', async () => {
  const id = await world.plan();
  const [lead, second] = [await tabletOf('truongdoan'), await tabletOf('thuky')];
  await lead.command('inspection.start', id);
  const finding = newId();
  await lead.create('findings', id, { id: finding, local_label: 'GC-1', observed: 'Ghi nhầm', grade: 'observation' });
  await eventually(async () => (await second.all('findings', id)).length === 1);
  await second.edit('findings', finding, { withdrawal: 'Ghi nhầm phòng' });
  for (const tablet of [lead, second]) await eventually(async () => (await tablet.all('findings', id)).length === 0);
  const desk = await atDesk(world.address, 'truongdoan');
  assert.equal((await desk.get(`/findings/${finding}`)).withdrawn, true);
});

test('a refused record is shown as it was written, and mended by the next edit of it', async () => {
  const id = await world.plan();
  const lead = await tabletOf('truongdoan');
  await lead.command('inspection.start', id);
  const response = await responseId(id, 'dir.committee');
  await lead.create('responses', id, { id: response, item_id: 'dir.committee', verdict: 'splendid', note: 'Đã xem' });
  await eventually(async () => (await lead.attention()).length === 1);
  assert.equal((await lead.read('responses', response)).verdict, 'splendid');
  await lead.edit('responses', response, { verdict: 'conforming' });
  const desk = await atDesk(world.address, 'truongdoan');
  await eventually(async () => (await desk.get(`/inspections/${id}/responses`)).length === 1);
  const [{ verdict, note }] = await desk.get(`/inspections/${id}/responses`);
  assert.deepEqual([verdict, note], ['conforming', 'Đã xem']);
  assert.deepEqual(await lead.attention(), []);
});

test('with events the other device is told at once; a server that has none is asked', async () => {
  const id = await world.plan();
  const lead = await tabletOf('truongdoan');
  const second = await tabletOf('thuky', { news: 'events', pollMs: 200 });
  await lead.command('inspection.start', id);
  await eventually(async () => (await second.read('inspections', id))?.status === 'in_progress');
  assert.ok(second.net.sent.some(({ path }) => path === '/api/v1/sync/events'));
});

test('a device that was revoked stops replicating and says why', async () => {
  let why;
  const tablet = await tabletOf('thanhvien', { news: 'poll', pollMs: 200, onOver: (failure) => { why = failure; } });
  const deviceId = await tablet.session.deviceId();
  const admin = await atDesk(world.address, 'quantri');
  const { version } = (await admin.get('/devices?limit=500')).items.find(({ id }) => id === deviceId);
  await admin.post(`/devices/${deviceId}/revoke`, {}, version);
  await eventually(() => why !== undefined);
  assert.ok(why instanceof DeviceRevoked);
  assert.deepEqual(tablet.store.dump().filter(([, rows]) => rows.length > 0), [['state', [['revoked', true]]]]);
});
