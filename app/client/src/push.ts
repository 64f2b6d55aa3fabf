// Sends the outbox, in order and in batches, and does with every outcome what the protocol says (docs/sync-protocol.md, 8, 9, 15).

import { Refused, TryLater } from './failures.js';
import { selfReport } from './health.js';
import { putAside, sendable, settle, type Keeper } from './outbox.js';
import { SCHEMA, type Op, type OutcomeProblem, type PushAnswer } from './protocol.js';
import type { Session } from './session.js';
import type { Store } from './store/store.js';

/** Operations of one push. */
const BATCH = 200;

export interface Pushed {
  /** Operations that left the outbox. */
  sent: number;
  /** Receipts that the server gave (compact JWS); none from servers that give none. */
  receipts: string[];
}

/**
 * Sends everything that may be sent, each operation at most once. An answer that is lost leaves the outbox as it was: sending it
 * again is safe.
 */
export async function push(store: Store, session: Session, keeper: Keeper): Promise<Pushed> {
  const device_id = await session.deviceId();
  const tried = new Set<string>();
  const receipts: string[] = [];
  let size = BATCH;
  let sent = 0;
  for (;;) {
    const ready = await store.transaction(sendable);
    const ops = ready.filter((op) => !tried.has(op.op_id)).slice(0, size);
    if (ops.length === 0) return { sent, receipts };
    let answer: PushAnswer;
    try {
      const body = { device_id, device_time: new Date().toISOString(), schema: SCHEMA, ops, ...(await selfReport(store, session)) };
      answer = await session.json<PushAnswer>('POST', '/sync/push', body);
    } catch (failure) {
      if (isTooMuch(failure) && ops.length > 1) {
        size = Math.ceil(ops.length / 2);
        continue;
      }
      sent += await putUnreadableAside(store, ops, failure);
      continue;
    }
    for (const op of ops) tried.add(op.op_id);
    if (typeof answer.receipt === 'string') receipts.push(answer.receipt);
    sent += await store.transaction((tx) => settle(tx, ops, answer.outcomes, keeper));
  }
}

/** Too large, or too slow: half as many operations are sent. */
function isTooMuch(failure: unknown): boolean {
  return failure instanceof Refused && (failure.code === 'body-too-large' || failure.code === 'request-timeout');
}

/** A character or a depth that the server does not read refuses the whole push: the operation at fault is taken out, the others go. */
async function putUnreadableAside(store: Store, ops: Op[], failure: unknown): Promise<number> {
  if (!(failure instanceof Refused)) throw failure;
  // A single operation that takes too long is no defect of the operation.
  if (failure.code === 'request-timeout') throw new TryLater(failure.code, { cause: failure });
  const errors = failure.problem.errors ?? [];
  const places = new Set(errors.map((error) => /^\/ops\/(\d+)(\/|$)/.exec(error.pointer)?.[1]).filter((place) => place !== undefined));
  if (failure.code === 'body-too-large' && ops.length === 1) places.add('0');
  const at = [...places].map(Number).filter((place) => place < ops.length);
  if (at.length === 0) throw failure;
  await store.transaction(async (tx) => {
    for (const place of at) await putAside(tx, ops[place]!, inOneLanguage(failure));
  });
  return at.length;
}

/** The problem of a request comes in the person's language alone. */
function inOneLanguage({ problem, status, code }: Refused): OutcomeProblem {
  const both = (text: string | undefined) => ({ vi: text ?? '', en: text ?? '' });
  return {
    code, status, title: both(problem.title), detail: both(problem.detail), remedy: both(problem.remedy),
    params: problem.params ?? {},
    errors: (problem.errors ?? []).map((error) => ({ pointer: error.pointer, code: error.code, detail: both(error.detail) })),
  };
}
