// Whether this device holds what the server holds (`POST /sync/digest`): a count and a hash for each stream and collection. What
// differs is pulled again from its beginning.

import { Refused } from './failures.js';
import { sha256Hex } from './hashes.js';
import { SCHEMA } from './protocol.js';
import type { Kept } from './records.js';
import type { Session } from './session.js';
import type { Store } from './store/store.js';

/** The records of one collection in one stream, withdrawn ones left out. */
export interface Holding {
  count: number;
  /** SHA-256 in hexadecimal over a line `<id> <change>` for each record in the order of ids, each ended by a line feed. */
  hash: string;
}

/** What the server says of a stream; `collections` only where the device has been told everything. */
interface StreamDigest {
  stream: string;
  change: number;
  standing: 'current' | 'behind' | 'ahead';
  collections: Record<string, Holding> | null;
}

export interface Difference {
  stream: string;
  collection: string;
}

/** Streams and collections that differ; null where the server has no digests or there is nothing to compare yet. */
export async function differences(store: Store, session: Session): Promise<Difference[] | null> {
  const [cursor, kept] = await store.transaction(async (tx) => [
    await tx.get<string>('state', 'cursor'), (await tx.entries<Kept>('records')).map(([, one]) => one),
  ] as const);
  if (cursor === undefined) return null;
  let streams: StreamDigest[];
  try {
    const body = { device_id: await session.deviceId(), cursor, schema: SCHEMA };
    ({ streams } = await session.json<{ streams: StreamDigest[] }>('POST', '/sync/digest', body));
  } catch (failure) {
    if (failure instanceof Refused && [404, 405].includes(failure.status)) return null;
    throw failure;
  }
  const found: Difference[] = [];
  for (const digest of streams) {
    if (digest.standing === 'ahead') found.push({ stream: digest.stream, collection: '*' });
    if (digest.standing !== 'current' || !digest.collections) continue;
    const own = await holdingsOf(kept.filter((one) => one.stream === digest.stream && !one.deleted));
    for (const collection of new Set([...Object.keys(digest.collections), ...own.keys()])) {
      const theirs = digest.collections[collection];
      const ours = own.get(collection);
      if (theirs?.count !== ours?.count || theirs?.hash !== ours?.hash) found.push({ stream: digest.stream, collection });
    }
  }
  return found;
}

/** Has the next pull bring those streams anew that differ. Gives what differed. */
export async function mend(store: Store, session: Session): Promise<Difference[]> {
  const found = (await differences(store, session)) ?? [];
  const streams = [...new Set(found.map(({ stream }) => stream))];
  if (streams.length > 0) await store.transaction((tx) => tx.put('state', 'again', streams));
  return found;
}

/** Holdings by collection. */
export async function holdingsOf(kept: Kept[]): Promise<Map<string, Holding>> {
  const lines = new Map<string, string[]>();
  for (const one of [...kept].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    lines.set(one.collection, [...(lines.get(one.collection) ?? []), `${one.id} ${one.change}\n`]);
  }
  const holdings = new Map<string, Holding>();
  for (const [collection, of] of lines) {
    holdings.set(collection, { count: of.length, hash: await sha256Hex(new TextEncoder().encode(of.join(''))) });
  }
  return holdings;
}
