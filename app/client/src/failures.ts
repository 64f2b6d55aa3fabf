// What can go wrong with a request, as classes that say what a client does about it (docs/sync-protocol.md, 2 and 15).

import type { ProblemBody } from './protocol.js';

/** The server refused. Programs look at `code`. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Partial<ProblemBody>;

  constructor(status: number, problem: Partial<ProblemBody>) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.name = 'Refused';
    this.status = status;
    this.code = problem.code ?? `http-${status}`;
    this.problem = problem;
  }
}

/** Nothing was decided: no network, or the server is busy, failing or without room. Everything is kept; the same is sent again later. */
export class TryLater extends Error {
  /** `offline`, or the problem's code: `busy`, `internal`, `storage-full` … */
  readonly code: string;
  /** Seconds the server asked to wait, where it did. */
  readonly after: number | undefined;

  constructor(code: string, options: { after?: number | undefined; cause?: unknown } = {}) {
    super(`Nothing was decided (${code}); try again later.`, { cause: options.cause });
    this.name = 'TryLater';
    this.code = code;
    this.after = options.after;
  }
}

/** The session is over. Work stays in the outbox and is accepted after signing in again. */
export class SignInNeeded extends Error {
  constructor(readonly code: string) {
    super(`The session is over (${code}); sign in again.`);
    this.name = 'SignInNeeded';
  }
}

/** The device was revoked. The store was emptied and nothing more is sent. */
export class DeviceRevoked extends Error {
  constructor() {
    super('This device was revoked; what it held was removed.');
    this.name = 'DeviceRevoked';
  }
}

/** The server no longer speaks this client's record schema. Nothing was applied; the outbox is kept for the newer program. */
export class UpgradeRequired extends Error {
  constructor(readonly problem: Partial<ProblemBody>) {
    super(problem.detail ?? 'A newer version of this program is needed.');
    this.name = 'UpgradeRequired';
  }
}
