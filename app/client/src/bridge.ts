// For other offline libraries (WatermelonDB, RxDB …) that keep the records themselves: what was told waits here in order until the
// library has it, edits of the library become operations, and records that outcomes bring are told like those of a pull.
//
// The cursor is stored together with what it covers, and a library says how far it has come with a plain growing number. So
// it does not matter where either side was interrupted. See docs/clients/README.md.

import { abandon, enqueue, settleConflict, settleParked, takeBackRefused, waiting, type Draft, type Keeper } from './outbox.js';
import type { Change, Fields, Op, PullAnswer, Writable } from './protocol.js';
import { askPage, isForeignCursor } from './pull.js';
import { push, type Pushed } from './push.js';
import type { Session } from './session.js';
import type { Store, StoreTx } from './store/store.js';

/** What a library is told: `last` is its position once it has stored the changes. */
export interface Told {
  changes: Change[];
  last: number;
}

/** An edit of the library. The base is the `change` that came with the record, as it was when the person edited it. */
export type Edit = Draft & { base_change: number };

const WRITABLE: ReadonlySet<string> = new Set<Writable>(['inspections', 'responses', 'samples', 'attendees', 'findings', 'evidence']);

interface Entry {
  number: number;
  change: Change;
}

interface Held {
  stream: string;
  /** What was told last, of records that devices write. */
  last?: Change;
  /** The last own change that the server applied without having seen anything else: as good a base as one that was told. */
  own: number;
}

export class Bridge implements Keeper {
  #fetching: Promise<PullAnswer> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param collections those that the library keeps; the others are not told */
  constructor(
    readonly store: Store,
    readonly session: Session,
    readonly collections: ReadonlySet<string>,
  ) {}

  /** Fetches everything that is new on the server, and puts it behind what waits for the library. Calls meanwhile get its answer. */
  fetch(limit = 500): Promise<PullAnswer> {
    this.#fetching ??= this.#inTurn(() => this.#fetch(limit)).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetch(limit: number): Promise<PullAnswer> {
    for (;;) {
      const cursor = await this.store.transaction((tx) => tx.get<string>('state', 'cursor'));
      let page: PullAnswer;
      try {
        page = await askPage(this.store, this.session, cursor, limit);
      } catch (failure) {
        if (!isForeignCursor(failure) || cursor === undefined) throw failure;
        await this.store.transaction((tx) => tx.delete('state', 'cursor'));
        continue;
      }
      await this.store.transaction((tx) => takePage(tx, page, this.collections));
      if (!page.has_more) return page;
    }
  }

  /**
   * What the library has not got yet, each record once, of some collections or of all. Whoever asks with a position has stored
   * everything up to it; the number is kept for each name.
   *
   * @param position as the last answer gave it; 0 for a library whose store is empty
   */
  told(name: string, position: number, collections?: readonly string[], limit = Number.POSITIVE_INFINITY): Promise<Told> {
    return this.store.transaction(async (tx) => {
      const next = (await keepFrom(tx, name, position, collections)).slice(0, limit);
      const latest = new Map(next.map(({ change }) => [`${change.collection}/${change.id}`, change]));
      return { changes: [...latest.values()], last: next.at(-1)?.number ?? position };
    });
  }

  /** The library has stored everything up to its position: for one that can say so before it asks again. */
  async acknowledge(name: string, position: number, collections?: readonly string[]): Promise<void> {
    await this.store.transaction((tx) => keepFrom(tx, name, position, collections));
  }

  /**
   * Whether the library has lost what it was told before: it asks from 0, but had come further. Then `startOver` is called and
   * everything fetched again.
   */
  hasLostItsStore(name: string, position: number): Promise<boolean> {
    return this.store.transaction(async (tx) => position === 0 && ((await tx.get<number>('adapter', `position/${name}`)) ?? 0) > 0);
  }

  /** Forgets what was told, and the cursor; the outbox stays. */
  startOver(): Promise<void> {
    return this.store.transaction(async (tx) => {
      // Positions of the library's other parts stay behind what is told from here on.
      const last = await lastNumber(tx);
      await tx.clear('adapter');
      await tx.put('adapter', 'last', last);
      await tx.delete('state', 'cursor');
    });
  }

  /** Puts a command into the outbox. Edits of the library that are accepted later go before a conclusion. */
  command(name: string, id: string, inspectionId: string, args?: Fields, baseChange = 0): Promise<Op> {
    const draft: Draft = { kind: 'command', name, id, inspection_id: inspectionId, base_change: baseChange };
    return this.store.transaction((tx) => enqueue(tx, args ? { ...draft, args } : draft));
  }

  /** Puts edits of the library into the outbox. One that waits there already, as after an answer that was lost, is not added again. */
  accept(edits: Edit[]): Promise<void> {
    return this.store.transaction(async (tx) => {
      for (const edit of edits) {
        const last = (await waiting(tx)).findLast(({ op }) => op.id === edit.id);
        if (!last || !isSame(last.op, edit)) await enqueue(tx, await completed(tx, edit));
      }
      await concludeLast(tx, edits);
    });
  }

  /** Sends the outbox. What comes of it is told: ask `told` again. */
  send(): Promise<Pushed> {
    return this.#inTurn(() => push(this.store, this.session, this));
  }

  /**
   * Accepts edits, sends the outbox, and gives what the server said of the edited records beyond taking the edits: records that were
   * merged or contested, and those whose edit it did not take. They are told as well.
   */
  async exchange(edits: Edit[]): Promise<Change[]> {
    const before = await this.store.transaction(lastNumber);
    await this.accept(edits);
    await this.send();
    const edited = new Set(edits.map((edit) => edit.id));
    const entries = await this.store.transaction((tx) => tx.entries<Entry>('adapter', 'told/'));
    const said = entries.map(([, entry]) => entry).filter(({ number, change }) => number > before && edited.has(change.id));
    return [...new Map(said.map(({ change }) => [change.id, change])).values()];
  }

  /** One request at a time: what an earlier pull tells must not come behind what a later push brought back. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Whether there is something that a library at this position has not been told. */
  hasNews(position: number): Promise<boolean> {
    return this.store.transaction(async (tx) => {
      const entries = await tx.entries<Entry>('adapter', 'told/');
      return entries.some(([, { number }]) => number > position);
    });
  }

  async takeOwn(tx: StoreTx, op: Op, change: number): Promise<void> {
    if (!op.collection) return;
    const key = heldKey(op.collection, op.id);
    const held = await tx.get<Held>('adapter', key);
    const stream = held?.stream ?? streamOf(op);
    await tx.put('adapter', key, { ...held, stream, own: Math.max(change, held?.own ?? 0) } satisfies Held);
    if (op.kind === 'withdraw') await tell(tx, { stream, collection: op.collection, id: op.id, change, deleted: true, record: null });
  }

  async takeRecord(tx: StoreTx, op: Op, collection: string, change: number, record: Fields): Promise<void> {
    const stream = (await tx.get<Held>('adapter', heldKey(collection, op.id)))?.stream ?? streamOf(op);
    await tell(tx, { stream, collection, id: op.id, change, deleted: false, record });
  }

  /** The edit stays to be seen, on top of what was told: a library that was busy with the edit may have passed that over. */
  async takeFailed(tx: StoreTx, op: Op): Promise<void> {
    if (op.kind !== 'put' || !op.collection) return;
    const last = (await tx.get<Held>('adapter', heldKey(op.collection, op.id)))?.last;
    if (last?.record) await append(tx, { ...last, record: { ...last.record, ...op.fields } });
  }
}

function streamOf(op: Op): string {
  return `inspection:${op.inspection_id ?? op.id}`;
}

async function takePage(tx: StoreTx, page: PullAnswer, collections: ReadonlySet<string>): Promise<void> {
  for (const change of page.changes) {
    if (collections.has(change.collection)) await tell(tx, change);
    if (change.collection === 'conflicts' && change.record?.['state'] === 'resolved') await settleConflict(tx, change.id);
  }
  // Libraries know records, not streams: a stream that is let go of is told as the end of each of its records.
  for (const [key, held] of page.streams_removed.length > 0 ? await tx.entries<Held>('adapter', 'held/') : []) {
    const [, collection = '', id = ''] = key.split('/');
    if (!page.streams_removed.includes(held.stream)) continue;
    await tell(tx, { stream: held.stream, collection, id, change: 0, deleted: true, record: null });
    await tx.delete('adapter', key);
  }
  await tx.put('state', 'cursor', page.cursor);
  if (page.has_more) return;
  // Nothing is told of parked work that was dismissed: the record is shown again as it is.
  for (const op of await settleParked(tx, page.pending_ops)) {
    const last = op.collection ? (await tx.get<Held>('adapter', heldKey(op.collection, op.id)))?.last : undefined;
    if (last) await append(tx, last);
  }
}

/** Drops what a library has got, and gives the rest. */
async function keepFrom(tx: StoreTx, name: string, position: number, collections: readonly string[] | undefined): Promise<Entry[]> {
  const all = (await tx.entries<Entry>('adapter', 'told/')).map(([, entry]) => entry);
  const entries = collections ? all.filter(({ change }) => collections.includes(change.collection)) : all;
  await tx.put('adapter', `position/${name}`, position);
  for (const { number } of entries) if (number <= position) await tx.delete('adapter', toldKey(number));
  return entries.filter(({ number }) => number > position);
}

async function tell(tx: StoreTx, change: Change): Promise<void> {
  await append(tx, change);
  const key = heldKey(change.collection, change.id);
  const own = (await tx.get<Held>('adapter', key))?.own ?? 0;
  const held: Held = { stream: change.stream, own };
  await tx.put('adapter', key, WRITABLE.has(change.collection) ? { ...held, last: change } : held);
}

async function append(tx: StoreTx, change: Change): Promise<void> {
  const number = (await lastNumber(tx)) + 1;
  await tx.put('adapter', 'last', number);
  await tx.put('adapter', toldKey(number), { number, change } satisfies Entry);
}

async function lastNumber(tx: StoreTx): Promise<number> {
  return (await tx.get<number>('adapter', 'last')) ?? 0;
}

/** The edit with its true base, and with what was refused of the record before. */
async function completed(tx: StoreTx, edit: Edit): Promise<Edit> {
  if (edit.kind === 'command') return edit;
  const own = (await tx.get<Held>('adapter', heldKey(edit.collection, edit.id)))?.own ?? 0;
  const base_change = Math.max(edit.base_change, own);
  if (edit.kind === 'withdraw') return { ...edit, base_change };
  const refused = await takeBackRefused(tx, edit.collection, edit.id);
  return { ...edit, base_change, fields: { ...refused, ...edit.fields } };
}

/**
 * Libraries hand over their edits when they synchronise, which may be after the person concluded. The conclusion is made anew behind
 * them; where the first had arrived already, the second finds it done.
 */
async function concludeLast(tx: StoreTx, edits: Edit[]): Promise<void> {
  const edited = new Set(edits.map((edit) => edit.inspection_id));
  for (const { op } of await waiting(tx)) {
    if (op.kind !== 'inspection.conclude' || !edited.has(op.id)) continue;
    await abandon(tx, op);
    await enqueue(tx, { kind: 'command', name: op.kind, id: op.id, inspection_id: op.id, base_change: op.base_change });
  }
}

function isSame(op: Op, edit: Edit): boolean {
  switch (edit.kind) {
    case 'put':
      return op.kind === 'put' && op.collection === edit.collection && sorted(op.fields) === sorted(edit.fields);
    case 'withdraw':
      return op.kind === 'withdraw' && op.collection === edit.collection;
    case 'command':
      return false;
  }
}

/** JSON with the outer names in order: libraries give fields in any. */
function sorted(fields: Fields | undefined): string {
  return JSON.stringify(Object.entries(fields ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function toldKey(number: number): string {
  return `told/${String(number).padStart(16, '0')}`;
}

function heldKey(collection: string, id: string): string {
  return `held/${collection}/${id}`;
}
