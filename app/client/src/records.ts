// The records a device holds: as the server last told them, and as the person shall see them, with the own work on top.

import type { Change, Fields, Op } from './protocol.js';
import type { Logged, Waiting } from './outbox.js';
import type { StoreTx } from './store/store.js';

/** A record as it is kept: what the server last told, and with which change. */
export interface Kept {
  collection: string;
  id: string;
  stream: string;
  /** The base of the next edit. */
  change: number;
  deleted: boolean;
  record: Fields | null;
}

/** A record as it is shown. */
export interface Shown {
  id: string;
  record: Fields;
  /** Whether own work on it has not been taken by the server yet. */
  waiting: boolean;
}

const keyOf = (collection: string, id: string) => `${collection}/${id}`;

export function keptRecord(tx: StoreTx, collection: string, id: string): Promise<Kept | undefined> {
  return tx.get<Kept>('records', keyOf(collection, id));
}

/** Takes a change of a pull. A deleted record keeps its number: it is the base of what is written about it later. */
export async function takeChange(tx: StoreTx, change: Change): Promise<void> {
  await tx.put('records', keyOf(change.collection, change.id), {
    collection: change.collection,
    id: change.id,
    stream: change.stream,
    change: change.change,
    deleted: change.deleted,
    record: change.record,
  } satisfies Kept);
}

/** Takes the record of an outcome; it may not be told again. */
export async function takeRecord(tx: StoreTx, op: Op, collection: string, change: number, record: Fields): Promise<void> {
  const before = await keptRecord(tx, collection, op.id);
  const stream = before?.stream ?? streamOf(op);
  await tx.put('records', keyOf(collection, op.id), { collection, id: op.id, stream, change, deleted: before?.deleted ?? false, record });
}

/** Takes the own edit into the record, once the server applied it: it does not tell it back. */
export async function takeOwn(tx: StoreTx, op: Op, change: number): Promise<void> {
  if (!op.collection) return;
  const before = await keptRecord(tx, op.collection, op.id);
  const identity: Fields = op.collection === 'inspections' ? { id: op.id } : { id: op.id, inspection_id: op.inspection_id ?? null };
  await tx.put('records', keyOf(op.collection, op.id), {
    collection: op.collection,
    id: op.id,
    stream: before?.stream ?? streamOf(op),
    change: Math.max(change, before?.change ?? 0),
    deleted: op.kind === 'withdraw' || (before?.deleted ?? false),
    record: op.kind === 'withdraw' ? (before?.record ?? null) : { ...(before?.record ?? identity), ...op.fields },
  } satisfies Kept);
}

/** Lets go of a stream. */
export async function dropStream(tx: StoreTx, stream: string): Promise<void> {
  for (const [key, kept] of await tx.entries<Kept>('records')) {
    if (kept.stream === stream) await tx.delete('records', key);
  }
}

/** Forgets what was pulled, and how far: the next pull brings everything. The outbox stays. */
export async function forgetPulled(tx: StoreTx): Promise<void> {
  await tx.clear('records');
  await tx.clear('adapter');
  await tx.delete('state', 'cursor');
}

/** Records of a collection as they are shown: withdrawn ones left out, waiting and parked edits on top. */
export async function shownRecords(tx: StoreTx, collection: string): Promise<Shown[]> {
  const kept = new Map<string, Kept>();
  for (const [, one] of await tx.entries<Kept>('records', `${collection}/`)) kept.set(one.id, one);
  const shown = new Map<string, Shown>();
  for (const one of kept.values()) {
    if (!one.deleted && one.record) shown.set(one.id, { id: one.id, record: one.record, waiting: false });
  }
  for (const op of await unsettledOps(tx, collection)) {
    if (op.kind === 'withdraw') shown.delete(op.id);
    if (op.kind !== 'put' || kept.get(op.id)?.deleted) continue;
    const before = shown.get(op.id)?.record ?? { id: op.id, inspection_id: op.inspection_id ?? null };
    shown.set(op.id, { id: op.id, record: { ...before, ...op.fields }, waiting: true });
  }
  return [...shown.values()];
}

/** Operations whose effect the server does not show yet: parked ones first, since they are older, then those of the outbox. */
async function unsettledOps(tx: StoreTx, collection: string): Promise<Op[]> {
  const parked = (await tx.entries<Logged>('log')).map(([, one]) => one).filter((one) => one.status === 'parked' && !one.settled);
  const waiting = (await tx.entries<Waiting>('outbox')).map(([, one]) => one);
  return [...parked, ...waiting].map((one) => one.op).filter((op) => op.collection === collection);
}

function streamOf(op: Op): string {
  return `inspection:${op.inspection_id ?? op.id}`;
}
