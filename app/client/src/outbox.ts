// The outbox: operations in the order in which they were made, kept until the server said what became of each
// (docs/sync-protocol.md, 8, 9, 13, 14).

import { newId } from './ids.js';
import { firstOutcome, type Fields, type FirstOutcome, type Op, type Outcome, type OutcomeProblem, type Writable } from './protocol.js';
import { keptRecord } from './records.js';
import type { StoreTx } from './store/store.js';

/** An operation that waits. */
export interface Waiting {
  op: Op;
  /** What it rests on, once the server said that it is blocked; null where that has not arrived at all. */
  blocked?: { by: string | null };
}

/** What a person should know about an operation that left the outbox. */
export interface Logged {
  op: Op;
  status: 'parked' | 'refused' | 'conflict';
  problem?: OutcomeProblem;
  conflict_id?: string;
  /** Whether it needs nobody's attention any more. What rests on one that does is not sent. */
  settled: boolean;
}

/** An edit, a withdrawal or a command, before it has an id and a place in the order. */
export type Draft =
  | { kind: 'put'; collection: Writable; id: string; inspection_id: string; fields: Fields; base_change?: number }
  | { kind: 'withdraw'; collection: Writable; id: string; inspection_id: string; reason: string; base_change?: number }
  | { kind: 'command'; name: string; id: string; inspection_id: string; args?: Fields; base_change?: number };

/** Collections of the records that commands are about. */
const COMMANDS_ABOUT: Record<string, string> = {
  inspection: 'inspections', finding: 'findings', car: 'corrective_action_requests', conflict: 'conflicts',
};

const CONCLUDE = 'inspection.conclude';

/** Puts an operation at the end, with the base of this moment unless one is given. Gives the operation. */
export async function enqueue(tx: StoreTx, draft: Draft, at: Date = new Date()): Promise<Op> {
  const counter = ((await tx.get<number>('state', 'counter')) ?? 0) + 1;
  await tx.put('state', 'counter', counter);
  const collection = draft.kind === 'command' ? aboutWhat(draft.name) : draft.collection;
  const base = draft.base_change ?? (await keptRecord(tx, collection, draft.id))?.change ?? 0;
  const op: Op = {
    op_id: newId(at.getTime()),
    at: at.toISOString(),
    counter,
    kind: draft.kind === 'command' ? draft.name : draft.kind,
    id: draft.id,
    inspection_id: draft.inspection_id,
    base_change: base,
  };
  if (draft.kind !== 'command') op.collection = draft.collection;
  if (draft.kind === 'put') op.fields = draft.fields;
  if (draft.kind === 'withdraw') op.args = { reason: draft.reason };
  if (draft.kind === 'command' && draft.args) op.args = draft.args;
  await tx.put('outbox', placeOf(op), { op } satisfies Waiting);
  return op;
}

/** Everything that waits, in order. */
export async function waiting(tx: StoreTx): Promise<Waiting[]> {
  return (await tx.entries<Waiting>('outbox')).map(([, one]) => one);
}

/** What people should look at: parked, refused and contested work. */
export async function logged(tx: StoreTx): Promise<Logged[]> {
  return (await tx.entries<Logged>('log')).map(([, one]) => one);
}

/**
 * Operations that may be sent now, in order. Held back are those that rest on one that was refused or parked and not dealt with,
 * and conclusions of an inspection with any such work: the server sees that only within one push, a device always.
 */
export async function sendable(tx: StoreTx): Promise<Op[]> {
  const failed = (await logged(tx)).filter((one) => !one.settled && one.status !== 'conflict').map((one) => one.op);
  const failedIds = new Set(failed.map((op) => op.op_id));
  const held = new Set<string>();
  const ops: Op[] = [];
  for (const { op, blocked } of await waiting(tx)) {
    const blocker = blocked?.by != null && (failedIds.has(blocked.by) || held.has(blocked.by));
    // An earlier conclusion that came too early does not stand in the way of the next.
    const unfinished = op.kind === CONCLUDE && failed.some((one) => one.kind !== CONCLUDE && one.inspection_id === op.inspection_id);
    if (blocker || unfinished) held.add(op.op_id);
    else ops.push(op);
  }
  return ops;
}

/** Who keeps the records: this client (`records.ts`), or another library behind `bridge.ts`. */
export interface Keeper {
  /** The own edit was applied, with this change; the server does not tell it back. */
  takeOwn(tx: StoreTx, op: Op, change: number): Promise<void>;
  /** The record as the server has it now; it may not be told again. */
  takeRecord(tx: StoreTx, op: Op, collection: string, change: number, record: Fields): Promise<void>;
  /** The edit was refused or parked: the record stands as the server told it before. */
  takeFailed?(tx: StoreTx, op: Op): Promise<void>;
}

/** Does with each outcome what the table of section 9 says. Gives how many operations left the outbox. */
export async function settle(tx: StoreTx, sent: Op[], outcomes: Outcome[], keeper: Keeper): Promise<number> {
  let left = 0;
  for (const [place, op] of sent.entries()) {
    const outcome = outcomes[place];
    if (!outcome || (outcome.op_id !== null && outcome.op_id !== op.op_id)) throw new Error('The outcomes are not those of the operations.');
    const first = firstOutcome(outcome);
    if (first.status === 'blocked') {
      await tx.put('outbox', placeOf(op), { op, blocked: { by: first.by } } satisfies Waiting);
      continue;
    }
    await take(tx, op, first, keeper);
    await tx.delete('outbox', placeOf(op));
    left += 1;
  }
  return left;
}

async function take(tx: StoreTx, op: Op, outcome: Exclude<FirstOutcome, { status: 'blocked' }>, keeper: Keeper): Promise<void> {
  switch (outcome.status) {
    case 'applied':
      return keeper.takeOwn(tx, op, outcome.change);
    case 'merged':
    case 'conflict':
      // The record of a settled conflict is the conflict, its change that of the contested record: the pull tells both.
      if (op.kind !== 'conflict.resolve') await keeper.takeRecord(tx, op, op.collection ?? aboutWhat(op.kind), outcome.change, outcome.record);
      if (outcome.status === 'conflict') await log(tx, { op, status: 'conflict', conflict_id: outcome.conflict_id, settled: false });
      return;
    case 'parked':
    case 'refused':
      await keeper.takeFailed?.(tx, op);
      return log(tx, { op, status: outcome.status, problem: outcome.problem, settled: false });
  }
}

/** Takes an operation out that the server could not even read, and shows it. */
export async function putAside(tx: StoreTx, op: Op, problem: OutcomeProblem): Promise<void> {
  await log(tx, { op, status: 'refused', problem, settled: false });
  await tx.delete('outbox', placeOf(op));
}

/** The parts of a record that the server refused before, to go with the mended edit: it may have been the one that makes the record. */
export async function takeBackRefused(tx: StoreTx, collection: string, id: string): Promise<Fields> {
  let fields: Fields = {};
  for (const one of await logged(tx)) {
    if (one.status !== 'refused' || one.settled || one.op.kind !== 'put' || one.op.id !== id || one.op.collection !== collection) continue;
    fields = { ...fields, ...one.op.fields };
    await settleLogged(tx, one.op.op_id);
  }
  return fields;
}

/** The person has dealt with it: mended, or let go of. What rested on it is sent again. */
export async function settleLogged(tx: StoreTx, opId: string): Promise<void> {
  const found = await tx.get<Logged>('log', opId);
  if (found) await tx.put('log', opId, { ...found, settled: true } satisfies Logged);
}

/** Parked work was decided when the server says that none of this device waits any more. Gives what was. */
export async function settleParked(tx: StoreTx, pendingOps: number): Promise<Op[]> {
  if (pendingOps > 0) return [];
  const decided = (await logged(tx)).filter((one) => one.status === 'parked' && !one.settled).map((one) => one.op);
  for (const op of decided) await settleLogged(tx, op.op_id);
  return decided;
}

/** Conflicts that a pull tells as resolved need nobody's attention any more. */
export async function settleConflict(tx: StoreTx, conflictId: string): Promise<void> {
  for (const one of await logged(tx)) if (one.conflict_id === conflictId) await settleLogged(tx, one.op.op_id);
}

/** Gives up an operation that waits, such as one that is blocked for good. */
export function abandon(tx: StoreTx, op: Op): Promise<void> {
  return tx.delete('outbox', placeOf(op));
}

function log(tx: StoreTx, entry: Logged): Promise<void> {
  return tx.put('log', entry.op.op_id, entry);
}

function aboutWhat(command: string): string {
  return COMMANDS_ABOUT[command.split('.')[0] ?? ''] ?? '';
}

/** Keys are sorted as texts, so the counter is padded. */
function placeOf(op: Op): string {
  return String(op.counter).padStart(16, '0');
}
