// Where a device keeps everything it must not lose. Two implementations: in memory (tests, Node) and IndexedDB (browsers).

/** The tables of a store. `adapter` belongs to whoever connects another offline library to this client. */
export const TABLES = ['state', 'records', 'outbox', 'log', 'uploads', 'files', 'adapter'] as const;
export type Table = (typeof TABLES)[number];

/**
 * One transaction over all tables. Keys are texts and sorted as texts. Nothing but these functions may be awaited inside a
 * transaction: IndexedDB ends one that waits for anything else.
 */
export interface StoreTx {
  get<T>(table: Table, key: string): Promise<T | undefined>;
  put(table: Table, key: string, value: unknown): Promise<void>;
  delete(table: Table, key: string): Promise<void>;
  /** Every entry whose key begins with the given text, in the order of the keys. */
  entries<T>(table: Table, prefix?: string): Promise<[key: string, value: T][]>;
  clear(table: Table): Promise<void>;
}

export interface Store {
  /** Does the work whole or, when it throws, not at all. Transactions come one after the other. */
  transaction<T>(work: (tx: StoreTx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Removes everything: what a revoked device does, and one that changes hands. */
export async function wipe(tx: StoreTx): Promise<void> {
  for (const table of TABLES) await tx.clear(table);
}
