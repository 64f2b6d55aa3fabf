// A store in memory. With `dump` and `from` it can be kept elsewhere, in a file for example.

import { TABLES, type Store, type StoreTx, type Table } from './store.js';

type Tables = Map<Table, Map<string, unknown>>;

export class MemoryStore implements Store {
  #tables: Tables = new Map(TABLES.map((table) => [table, new Map()]));
  #last: Promise<unknown> = Promise.resolve();

  transaction<T>(work: (tx: StoreTx) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#run(work));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.#last;
  }

  /** Everything that is kept, to be given to `from` later. */
  dump(): [Table, [string, unknown][]][] {
    return structuredClone([...this.#tables].map(([table, rows]) => [table, [...rows]]));
  }

  static from(dumped: [Table, [string, unknown][]][]): MemoryStore {
    const store = new MemoryStore();
    for (const [table, rows] of structuredClone(dumped)) store.#tables.set(table, new Map(rows));
    return store;
  }

  async #run<T>(work: (tx: StoreTx) => Promise<T>): Promise<T> {
    const draft: Tables = new Map([...this.#tables].map(([table, rows]) => [table, new Map(rows)]));
    const done = await work(transactionOver(draft));
    this.#tables = draft;
    return done;
  }
}

/** Values are copied on the way in and out, as a real database does, so that nobody changes what is kept by accident. */
function transactionOver(tables: Tables): StoreTx {
  const rows = (table: Table) => tables.get(table)!;
  return {
    get: async <T>(table: Table, key: string) => structuredClone(rows(table).get(key)) as T | undefined,
    put: async (table, key, value) => void rows(table).set(key, structuredClone(value)),
    delete: async (table, key) => void rows(table).delete(key),
    clear: async (table) => rows(table).clear(),
    entries: async <T>(table: Table, prefix = '') => {
      const found = [...rows(table)].filter(([key]) => key.startsWith(prefix));
      found.sort(([one], [other]) => (one < other ? -1 : 1));
      return structuredClone(found) as [string, T][];
    },
  };
}
