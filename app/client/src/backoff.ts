// How long to wait after a failure: longer each time, never quite the same, never more than a few minutes.

import { TryLater } from './failures.js';

const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/** Milliseconds to wait after so many failures in a row (1 for the first). What the server asked for counts as the least. */
export function waitAfter(failures: number, failure?: unknown, random: () => number = Math.random): number {
  const grown = Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 20), LONGEST_MS);
  const spread = grown / 2 + (grown / 2) * random();
  const asked = failure instanceof TryLater && failure.after ? failure.after * 1_000 : 0;
  return Math.max(spread, asked);
}

/** Waits, or ends at once when it is called off. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });
}
