// What a device says of itself with each exchange, for whoever looks after devices: its app, and what waits on it.

import { waiting } from './outbox.js';
import type { Session } from './session.js';
import type { Store } from './store/store.js';
import { uploads } from './uploads.js';

export interface SelfReport {
  app_version?: string;
  outbox?: { ops: number; files: number };
}

/** Nothing unless the program has given its version (`SessionOptions.appVersion`): servers that do not know the fields refuse them. */
export async function selfReport(store: Store, session: Session): Promise<SelfReport> {
  const { appVersion } = session;
  if (appVersion === undefined) return {};
  return store.transaction(async (tx) => {
    const files = (await uploads(tx)).filter(({ state }) => state === 'waiting').length;
    return { app_version: appVersion, outbox: { ops: (await waiting(tx)).length, files } };
  });
}
