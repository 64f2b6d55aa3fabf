// Fetches what changed, page by page; each page is stored together with its cursor (docs/sync-protocol.md, 7).

import { Refused } from './failures.js';
import { selfReport } from './health.js';
import { settleConflict, settleParked } from './outbox.js';
import { SCHEMA, type PullAnswer } from './protocol.js';
import { dropStream, forgetPulled, takeChange } from './records.js';
import type { Session } from './session.js';
import type { Store, StoreTx } from './store/store.js';

export interface Pulled {
  /** Changes that were told. */
  changes: number;
  /** Own operations that are parked and not decided. */
  pending_ops: number;
  /** Seconds after which to ask again when there is nothing to do. */
  next_poll_s: number;
  /** Milliseconds by which this device's clock is behind the server's; negative when it is ahead. */
  clock_offset_ms: number;
}

/**
 * Asks for one page. Throws what `Session.send` throws.
 *
 * @param again streams to be told from their beginning, whatever the cursor says
 */
export async function askPage(store: Store, session: Session, cursor: string | undefined, limit: number, again: string[] = []): Promise<PullAnswer> {
  const said = await selfReport(store, session);
  const body = { device_id: await session.deviceId(), cursor: cursor ?? null, limit, schema: SCHEMA, ...said };
  return session.json<PullAnswer>('POST', '/sync/pull', again.length > 0 ? { ...body, again } : body);
}

/** Pulls until there is no more. A page that was stored is never asked for again; one that was lost is. */
export async function pull(store: Store, session: Session, limit = 500): Promise<Pulled> {
  let changes = 0;
  for (;;) {
    const [cursor, again] = await store.transaction(async (tx) => [await tx.get<string>('state', 'cursor'), (await tx.get<string[]>('state', 'again')) ?? []] as const);
    let page: PullAnswer;
    try {
      page = await askPage(store, session, cursor, limit, again);
    } catch (failure) {
      if (!isForeignCursor(failure) || cursor === undefined) throw failure;
      // Without a cursor every stream is told whole, this device's own work too.
      await store.transaction(forgetPulled);
      continue;
    }
    await store.transaction((tx) => takePage(tx, page, again));
    changes += page.changes.length;
    if (!page.has_more) {
      const clock_offset_ms = Date.parse(page.server_time) - Date.now();
      return { changes, pending_ops: page.pending_ops, next_poll_s: page.next_poll_s, clock_offset_ms };
    }
  }
}

/** Whether the server does not know the cursor: it was restored from a backup, or is another one. */
export function isForeignCursor(failure: unknown): boolean {
  return failure instanceof Refused && failure.code === 'invalid-parameter' && failure.problem.params?.['name'] === 'cursor';
}

async function takePage(tx: StoreTx, page: PullAnswer, again: readonly string[]): Promise<void> {
  for (const stream of again) await dropStream(tx, stream);
  await tx.delete('state', 'again');
  for (const change of page.changes) {
    await takeChange(tx, change);
    if (change.collection === 'conflicts' && change.record?.['state'] === 'resolved') await settleConflict(tx, change.id);
  }
  for (const stream of page.streams_removed) await dropStream(tx, stream);
  await tx.put('state', 'cursor', page.cursor);
  if (!page.has_more) await settleParked(tx, page.pending_ops);
}
