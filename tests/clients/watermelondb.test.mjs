// A team works with WatermelonDB: `synchronize()` of the real package against the real server.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

import { Bridge, logged, sendFiles, newId, responseId, waiting } from '@soat/client';

import { schemaOf, synchroniseWatermelon } from './adapters/watermelondb.mjs';
import { COLLECTIONS, fieldsOf } from './adapters/collections.mjs';
import { deviceOf } from './support/device.mjs';
import { missing, recordAll, visitOf } from './support/visit.mjs';
import { atDesk, startWorld } from './support/world.mjs';

const require = createRequire(import.meta.url);
const { Database, Model, Q } = require('@nozbe/watermelondb');
const LokiJSAdapter = require('@nozbe/watermelondb/adapters/lokijs').default;

const MODELS = Object.keys(COLLECTIONS).map((table) => class extends Model {
  static table = table;
});

let world;
before(async () => { world = await startWorld(); });
after(() => world?.stop());

/** A tablet: WatermelonDB for the records, the client package for the rest. */
async function tabletOf(username) {
  const device = await deviceOf(world.address, username);
  const adapter = new LokiJSAdapter({
    schema: schemaOf(), dbName: newId(), useWebWorker: false, useIncrementalIndexedDB: false, extraLokiOptions: { autosave: false },
  });
  const database = new Database({ adapter, modelClasses: MODELS });
  const bridge = new Bridge(device.store, device.session, new Set(Object.keys(COLLECTIONS)));
  const kept = (name, value) => (fieldsOf(name.collection)[name.field] === 'json' ? JSON.stringify(value) : value);
  const write = (collection, record, fields) => {
    for (const [field, value] of Object.entries(fields)) record._setRaw(field, kept({ collection, field }, value));
  };
  return {
    ...device, database, bridge,
    create: (collection, inspectionId, { id, ...fields }) => database.write(() => database.get(collection).create((record) => {
      record._raw.id = id;
      record._setRaw('inspection_id', inspectionId);
      write(collection, record, fields);
    })),
    edit: async (collection, id, fields) => {
      const found = await database.get(collection).find(id);
      await database.write(() => found.update((record) => write(collection, record, fields)));
    },
    read: async (collection, id) => (await database.get(collection).find(id))._raw,
    all: async (collection, inspectionId) => (await database.get(collection).query(Q.where('inspection_id', inspectionId)).fetch()).map((one) => one._raw),
    command: (name, inspectionId) => bridge.command(name, inspectionId, inspectionId),
    sync: () => synchroniseWatermelon(database, bridge),
    attention: async () => (await device.store.transaction(logged)).filter((one) => !one.settled),
    outbox: () => device.store.transaction(waiting),
  };
}

test('a whole inspection is recorded offline, contested by a second device, settled and concluded', async () => {
  const id = await world.plan();
  const visit = await visitOf(id);
  const lead = await tabletOf('truongdoan');
  const second = await tabletOf('thuky');
  await lead.command('inspection.start', id);
  await lead.sync();
  await second.sync();
  assert.equal((await second.read('inspections', id)).status, 'in_progress');

  lead.net.on = second.net.on = false;
  await recordAll(lead, id, visit);
  const contested = visit.responses.find((one) => one.item_id === 'dir.policy');
  await second.create('responses', id, { id: contested.id, item_id: 'dir.policy', verdict: 'nonconforming', note: 'Bản niêm yết đã cũ' });
  await assert.rejects(lead.sync());
  assert.deepEqual(await lead.outbox(), [], 'nothing was sent');
  lead.net.on = second.net.on = true;

  await lead.sync();
  await second.sync();
  await lead.sync();
  assert.deepEqual((await second.attention()).map(({ status }) => status), ['conflict']);
  const joined = `${contested.note}\nBản niêm yết đã cũ`;
  for (const tablet of [lead, second]) {
    const seen = await tablet.read('responses', contested.id);
    assert.equal(seen.verdict, 'conforming', 'what reached the server first stands, on both devices');
    assert.equal(seen.note, joined);
    assert.equal((await tablet.all('responses', id)).length, visit.responses.length);
  }
  const [conflict] = await lead.all('conflicts', id);
  assert.deepEqual(JSON.parse(conflict.values).map(({ value }) => value), ['conforming', 'nonconforming']);

  const desk = await atDesk(world.address, 'truongdoan');
  const [open] = (await desk.get(`/conflicts?inspection=${id}&state=open`)).items;
  assert.equal(open.id, conflict.id);
  await lead.bridge.command('conflict.resolve', conflict.id, id, { value: 'conforming' }, conflict.change);
  await lead.sync();
  assert.equal(await sendFiles(lead.store, lead.session), visit.photos.length);
  await lead.command('inspection.conclude', id);
  await lead.sync();
  await second.sync();
  assert.deepEqual(await lead.attention(), []);
  assert.deepEqual(await second.attention(), []);
  assert.equal((await second.read('inspections', id)).status, 'concluded');
  assert.equal((await desk.get(`/inspections/${id}`)).status, 'concluded');
  const expected = { ...visit, responses: visit.responses.map((one) => (one.id === contested.id ? { ...one, note: joined } : one)) };
  assert.deepEqual(await missing(desk, id, expected), []);
  assert.deepEqual((await lead.all('findings', id)).filter(({ number }) => !number), [], 'the numbers that the server gave have come back');
});

test('an edit made after another one was told but before it was pushed is a conflict, also when the first push failed', async () => {
  const id = await world.plan();
  const [lead, second] = [await tabletOf('truongdoan'), await tabletOf('thuky')];
  await lead.command('inspection.start', id);
  const response = await responseId(id, 'dir.leadership');
  await lead.create('responses', id, { id: response, item_id: 'dir.leadership', verdict: 'conforming' });
  await lead.sync();
  await second.sync();
  await lead.edit('responses', response, { verdict: 'partly_conforming' });
  await second.edit('responses', response, { verdict: 'nonconforming' });
  await lead.sync();
  // The second pulls what the lead wrote and loses the network before it pushes, twice.
  for (const _ of [1, 2]) {
    const push = second.bridge.send;
    second.bridge.send = () => Promise.reject(new TypeError('no network'));
    await assert.rejects(second.sync());
    second.bridge.send = push;
  }
  await second.sync();
  const desk = await atDesk(world.address, 'truongdoan');
  const [conflict] = (await desk.get(`/conflicts?inspection=${id}`)).items;
  assert.deepEqual(conflict.values.map(({ value }) => value), ['partly_conforming', 'nonconforming']);
  assert.equal((await second.read('responses', response)).verdict, 'partly_conforming');
});

test('edits of different fields come together, and an answer that was lost does nothing twice', async () => {
  const id = await world.plan();
  const [lead, second] = [await tabletOf('truongdoan'), await tabletOf('thuky')];
  await lead.command('inspection.start', id);
  const attendee = newId();
  await lead.create('attendees', id, { id: attendee, side: 'unit', name: 'Chủ tịch UBND xã' });
  await lead.sync();
  await second.sync();
  await lead.edit('attendees', attendee, { title: 'Trưởng Ban chỉ đạo ISO xã' });
  await second.edit('attendees', attendee, { name: 'Phó Chủ tịch UBND xã' });
  await lead.sync();
  const push = second.bridge.send.bind(second.bridge);
  second.bridge.send = () => { second.net.lose = 1; return push(); };
  await assert.rejects(second.sync());
  second.bridge.send = push;
  await second.sync();
  await lead.sync();
  for (const tablet of [lead, second]) {
    const { name, title } = await tablet.read('attendees', attendee);
    assert.deepEqual([name, title], ['Phó Chủ tịch UBND xã', 'Trưởng Ban chỉ đạo ISO xã']);
  }
  assert.deepEqual(await second.attention(), []);
});

test('a record is taken back with its reason, and leaves every device', async () => {
  const id = await world.plan();
  const [lead, second] = [await tabletOf('truongdoan'), await tabletOf('thuky')];
  await lead.command('inspection.start', id);
  const finding = newId();
  await lead.create('findings', id, { id: finding, local_label: 'GC-1', observed: 'Ghi nhầm', grade: 'observation' });
  await lead.sync();
  await second.sync();
  assert.equal((await second.all('findings', id)).length, 1);
  await second.edit('findings', finding, { withdrawal: 'Ghi nhầm phòng' });
  await second.sync();
  await lead.sync();
  for (const tablet of [lead, second]) assert.deepEqual(await tablet.all('findings', id), []);
  const desk = await atDesk(world.address, 'truongdoan');
  assert.equal((await desk.get(`/findings/${finding}`)).withdrawn, true);
  const sent = second.net.sent.filter(({ path }) => path.endsWith('/push')).flatMap(({ init }) => JSON.parse(init.body).ops);
  assert.deepEqual(sent.map(({ kind, args }) => [kind, args]), [['withdraw', { reason: 'Ghi nhầm phòng' }]]);
});

test('a refused record is mended by the next edit of it', async () => {
  const id = await world.plan();
  const lead = await tabletOf('truongdoan');
  await lead.command('inspection.start', id);
  const response = await responseId(id, 'dir.committee');
  await lead.create('responses', id, { id: response, item_id: 'dir.committee', verdict: 'splendid', note: 'Đã xem' });
  await lead.sync();
  assert.deepEqual((await lead.attention()).map(({ status }) => status), ['refused']);
  await lead.edit('responses', response, { verdict: 'conforming' });
  await lead.sync();
  assert.deepEqual(await lead.attention(), []);
  const desk = await atDesk(world.address, 'truongdoan');
  const [{ verdict, note }] = await desk.get(`/inspections/${id}/responses`);
  assert.deepEqual([verdict, note], ['conforming', 'Đã xem']);
});

test('a database that was lost is filled again, with the own work too', async () => {
  const id = await world.plan();
  const lead = await tabletOf('truongdoan');
  await lead.command('inspection.start', id);
  await lead.create('attendees', id, { id: newId(), side: 'unit', name: 'Chủ tịch UBND xã' });
  await lead.sync();
  await lead.database.write(() => lead.database.unsafeResetDatabase());
  await lead.sync();
  assert.equal((await lead.all('attendees', id)).length, 1);
});
