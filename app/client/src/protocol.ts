// The shapes of the synchronisation protocol (docs/sync-protocol.md). What OpenAPI describes comes from the generated types; what
// travels inside `ops`, `outcomes` and `changes` is described here.

import type { components } from './generated/api.js';

type Schemas = components['schemas'];

export type SessionView = Schemas['SessionView'];
export type PersonView = Schemas['PersonView'];
export type ProblemBody = Schemas['ProblemBody'];
export type EvidenceView = Schemas['EvidenceView'];
export type ConflictView = Schemas['ConflictView'];

/** The record schema this client knows. */
export const SCHEMA = 1;

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
/** Named fields of a record. */
export type Fields = { [name: string]: Json };

/** Collections that devices write. */
export type Writable = 'inspections' | 'responses' | 'samples' | 'attendees' | 'findings' | 'evidence';

/** One operation, as it travels (8.2). It is never changed once it was made. */
export interface Op {
  op_id: string;
  /** The device's clock: a claim, for people to read. */
  at: string;
  /** Grows with every operation of the device. */
  counter: number;
  /** `put`, `withdraw` or the name of a command. */
  kind: string;
  collection?: string;
  id: string;
  inspection_id?: string;
  /** The change at which the person had last seen the record, when they made the edit. */
  base_change: number;
  fields?: Fields;
  args?: Fields;
}

/** A problem within an outcome: every text in both languages. */
export interface OutcomeProblem {
  code: string;
  status: number;
  title?: BothLanguages;
  detail?: BothLanguages;
  remedy?: BothLanguages;
  params?: { [name: string]: string };
  errors?: { pointer: string; code: string; detail?: BothLanguages }[];
}

export interface BothLanguages {
  vi: string;
  en: string;
}

/** What became of an operation the first time it was seen (9). */
export type FirstOutcome =
  | { status: 'applied'; change: number }
  | { status: 'merged'; change: number; record: Fields }
  | { status: 'conflict'; change: number; conflict_id: string; record: Fields }
  | { status: 'parked'; reason: string; problem: OutcomeProblem }
  | { status: 'refused'; problem: OutcomeProblem }
  | { status: 'blocked'; by: string | null };

/** An outcome as it travels. */
export type Outcome = { op_id: string | null } & (FirstOutcome | { status: 'repeated'; outcome: FirstOutcome });

export interface PushAnswer {
  outcomes: Outcome[];
  server_time: string;
  /** Compact JWS, from servers that give receipts: see `receipts.ts`. */
  receipt?: string | null;
}

/** One record that changed (7.2). `record` is null where it was withdrawn or is no longer to be seen. */
export interface Change {
  stream: string;
  collection: string;
  id: string;
  change: number;
  deleted: boolean;
  record: Fields | null;
}

export interface PullAnswer {
  changes: Change[];
  streams_removed: string[];
  cursor: string;
  has_more: boolean;
  pending_ops: number;
  next_poll_s: number;
  server_time: string;
}

/** The outcome that counts: for an operation that was seen before, the first one. */
export function firstOutcome(outcome: Outcome): FirstOutcome {
  return outcome.status === 'repeated' ? outcome.outcome : outcome;
}
