// What a store promises, asked of both.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import 'fake-indexeddb/auto';

import { MemoryStore, openIndexedDbStore, wipe } from '../dist/index.js';

let number = 0;
const STORES = { 'in memory': async () => new MemoryStore(), 'in IndexedDB': () => openIndexedDbStore(`store-${(number += 1)}`) };

for (const [where, open] of Object.entries(STORES)) {
  test(`a transaction happens whole or not at all, ${where}`, async () => {
    const store = await open();
    await store.transaction((tx) => tx.put('state', 'kept', 1));
    const broken = store.transaction(async (tx) => {
      await tx.put('state', 'kept', 2);
      await tx.put('outbox', 'lost', {});
      throw new Error('in the middle');
    });
    await assert.rejects(broken, /in the middle/);
    assert.deepEqual(await store.transaction(async (tx) => [await tx.get('state', 'kept'), await tx.entries('outbox')]), [1, []]);
  });

  test(`entries come in the order of their keys, ${where}`, async () => {
    const store = await open();
    await store.transaction(async (tx) => {
      for (const key of ['b/2', 'a/2', 'b/10', 'a/1']) await tx.put('records', key, key);
    });
    const [all, some] = await store.transaction(async (tx) => [await tx.entries('records'), await tx.entries('records', 'b/')]);
    assert.deepEqual(all.map(([key]) => key), ['a/1', 'a/2', 'b/10', 'b/2']);
    assert.deepEqual(some, [['b/10', 'b/10'], ['b/2', 'b/2']]);
  });

  test(`transactions at once do not lose each other's writes, ${where}`, async () => {
    const store = await open();
    await Promise.all(Array.from({ length: 20 }, () => store.transaction(async (tx) => {
      await tx.put('state', 'counter', ((await tx.get('state', 'counter')) ?? 0) + 1);
    })));
    assert.equal(await store.transaction((tx) => tx.get('state', 'counter')), 20);
  });

  test(`what was put in or taken out can be changed without harm, ${where}`, async () => {
    const store = await open();
    const given = { list: [1] };
    await store.transaction((tx) => tx.put('records', 'one', given));
    given.list.push(2);
    (await store.transaction((tx) => tx.get('records', 'one'))).list.push(3);
    assert.deepEqual(await store.transaction((tx) => tx.get('records', 'one')), { list: [1] });
  });

  test(`files are kept, and a wiped store is empty, ${where}`, async () => {
    const store = await open();
    await store.transaction((tx) => tx.put('files', 'photo', new Uint8Array([1, 2, 3])));
    assert.deepEqual([...(await store.transaction((tx) => tx.get('files', 'photo')))], [1, 2, 3]);
    await store.transaction(wipe);
    assert.deepEqual(await store.transaction((tx) => tx.entries('files')), []);
  });
}

test('IndexedDB keeps everything for the next program', async () => {
  const before = await openIndexedDbStore('lasting');
  await before.transaction((tx) => tx.put('state', 'cursor', 'WzEsMyw0NCwwXQ'));
  await before.close();
  const after = await openIndexedDbStore('lasting');
  assert.equal(await after.transaction((tx) => tx.get('state', 'cursor')), 'WzEsMyw0NCwwXQ');
});

test('a store in memory can be kept elsewhere', async () => {
  const store = new MemoryStore();
  await store.transaction((tx) => tx.put('state', 'cursor', 'c'));
  const copy = MemoryStore.from(store.dump());
  assert.equal(await copy.transaction((tx) => tx.get('state', 'cursor')), 'c');
});
