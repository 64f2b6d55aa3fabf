// A store in the browser's IndexedDB, durable across restarts. Every table is an object store with keys outside the values.

import { TABLES, type Store, type StoreTx, type Table } from './store.js';

const VERSION = 1;

/** Opens, or makes, the store of that name. One name for each server and person. */
export async function openIndexedDbStore(name: string, factory: IDBFactory = indexedDB): Promise<Store> {
  const opening = factory.open(name, VERSION);
  opening.onupgradeneeded = () => {
    for (const table of TABLES) {
      if (!opening.result.objectStoreNames.contains(table)) opening.result.createObjectStore(table);
    }
  };
  const database = await answer(opening);
  // Another page that brings a newer form must not wait for this one.
  database.onversionchange = () => database.close();
  return {
    transaction: (work) => run(database, work),
    close: async () => database.close(),
  };
}

async function run<T>(database: IDBDatabase, work: (tx: StoreTx) => Promise<T>): Promise<T> {
  // "strict": what was acknowledged to the person is on the disk, not in a buffer of the system.
  const transaction = database.transaction([...TABLES], 'readwrite', { durability: 'strict' });
  const ended = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('The transaction was undone.', 'AbortError'));
  });
  ended.catch(() => undefined);
  let done: T;
  try {
    done = await work(transactionOver(transaction));
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended already, by the error itself.
    }
    throw error;
  }
  await ended;
  return done;
}

function transactionOver(transaction: IDBTransaction): StoreTx {
  const rows = (table: Table) => transaction.objectStore(table);
  return {
    get: <T>(table: Table, key: string) => answer(rows(table).get(key)) as Promise<T | undefined>,
    put: async (table, key, value) => void (await answer(rows(table).put(value, key))),
    delete: async (table, key) => void (await answer(rows(table).delete(key))),
    clear: async (table) => void (await answer(rows(table).clear())),
    entries: async <T>(table: Table, prefix = '') => {
      const range = prefix === '' ? null : IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const [keys, values] = await Promise.all([answer(rows(table).getAllKeys(range)), answer(rows(table).getAll(range))]);
      return keys.map((key, place) => [String(key), values[place] as T] as [string, T]);
    },
  };
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('The request failed.', 'UnknownError'));
  });
}
