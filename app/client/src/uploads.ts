// The upload queue: files of declared evidence go to the server in pieces, several files at a time, and go on where they stood after
// anything that happens in between (docs/evidence.md).

import { pause, waitAfter } from './backoff.js';
import { DeviceRevoked, Refused, SignInNeeded, TryLater, UpgradeRequired } from './failures.js';
import { logged, waiting } from './outbox.js';
import type { EvidenceView, OutcomeProblem } from './protocol.js';
import type { Session } from './session.js';
import type { Store, StoreTx } from './store/store.js';
import { createUpload, offsetOf, sendPiece } from './tus.js';

/** A file in the queue. */
export interface Upload {
  evidence_id: string;
  size: number;
  /** Where it goes on, once it has begun: the path the server gave. */
  location?: string;
  /** Bytes that the server has, as far as this device knows. */
  offset: number;
  /** `refused` needs a person: the evidence is withdrawn and taken again under a new id. */
  state: 'waiting' | 'arrived' | 'refused';
  problem?: Partial<OutcomeProblem> | Refused['problem'];
}

export interface UploadOptions {
  /** Files sent at the same time. */
  parallel?: number;
  /** Bytes of a piece; each has its checksum, and counts whole or not at all. */
  piece?: number;
  /** Failures in a row after which a file is left for the next round. */
  patience?: number;
  signal?: AbortSignal;
}

const PIECE = 1024 * 1024;

/** Puts a file into the queue, in the transaction that puts its declaration into the outbox. */
export async function queueFile(tx: StoreTx, evidenceId: string, file: Blob | Uint8Array): Promise<void> {
  const size = file instanceof Uint8Array ? file.byteLength : file.size;
  await tx.put('files', evidenceId, file);
  await tx.put('uploads', evidenceId, { evidence_id: evidenceId, size, offset: 0, state: 'waiting' } satisfies Upload);
}

export async function uploads(tx: StoreTx): Promise<Upload[]> {
  return (await tx.entries<Upload>('uploads')).map(([, upload]) => upload);
}

/**
 * Sends what may be sent: files whose declaration the server has taken. Gives how many arrived. What could not be sent stays in the
 * queue with its place.
 *
 * @throws SignInNeeded, DeviceRevoked, UpgradeRequired: these concern everything, not one file
 */
export async function sendFiles(store: Store, session: Session, options: UploadOptions = {}): Promise<number> {
  const ready = await store.transaction(async (tx) => {
    const undeclared = new Set((await waiting(tx)).map(({ op }) => op.id));
    for (const one of await logged(tx)) if (one.status !== 'conflict' && !one.settled) undeclared.add(one.op.id);
    return (await uploads(tx)).filter((upload) => upload.state === 'waiting' && !undeclared.has(upload.evidence_id));
  });
  let arrived = 0;
  const lane = async (): Promise<void> => {
    for (let next = ready.shift(); next && !options.signal?.aborted; next = ready.shift()) {
      if (await sendPatiently(store, session, next, options)) arrived += 1;
    }
  };
  await Promise.all(Array.from({ length: options.parallel ?? 3 }, lane));
  return arrived;
}

/** Lets go of files that the server has looked at and keeps. */
export async function releaseFile(tx: StoreTx, evidenceId: string): Promise<void> {
  await tx.delete('files', evidenceId);
  await tx.delete('uploads', evidenceId);
}

async function sendPatiently(store: Store, session: Session, upload: Upload, options: UploadOptions): Promise<boolean> {
  for (let failures = 0; ; ) {
    const before = upload.offset;
    try {
      return await sendFile(store, session, upload, options);
    } catch (failure) {
      if (failure instanceof DeviceRevoked || failure instanceof SignInNeeded || failure instanceof UpgradeRequired) throw failure;
      if (options.signal?.aborted) return false;
      if (failure instanceof Refused && !passes(failure)) {
        await keep(store, { ...upload, state: 'refused', problem: failure.problem });
        return false;
      }
      failures = upload.offset > before ? 1 : failures + 1;
      if (failures >= (options.patience ?? 4)) return false;
      await pause(waitAfter(failures, failure), options.signal);
    }
  }
}

/** Refusals that a fresh look at the offset, a new upload or some time mends. */
function passes({ code }: Refused): boolean {
  return ['upload-offset-mismatch', 'checksum-mismatch', 'upload-gone', 'body-incomplete', 'request-timeout', 'not-found'].includes(code);
}

async function sendFile(store: Store, session: Session, upload: Upload, options: UploadOptions): Promise<boolean> {
  if (await isKept(session, upload)) return arrive(store, upload);
  await findPlace(store, session, upload);
  const file = await store.transaction((tx) => tx.get<Blob | Uint8Array>('files', upload.evidence_id));
  if (!file) throw new Refused(0, { code: 'file-lost', detail: 'The file is no longer on this device.' });
  while (upload.offset < upload.size) {
    options.signal?.throwIfAborted();
    const piece = await bytesOf(file, upload.offset, upload.offset + (options.piece ?? PIECE));
    upload.offset = await sendPiece(session, upload.location!, upload.offset, piece, options.signal);
    await keep(store, upload);
  }
  return arrive(store, upload);
}

/** Whether the server has the bytes already; it also says where an upload goes on that this device has lost. */
async function isKept(session: Session, upload: Upload): Promise<boolean> {
  if (upload.location) return false;
  const evidence = await session.json<EvidenceView>('GET', `/evidence/${upload.evidence_id}`);
  if (evidence.upload) upload.location = `/api/v1/uploads/${evidence.upload.id}`;
  if (evidence.state === 'refused') throw new Refused(422, { code: 'evidence-refused', detail: evidence.refusal?.vi ?? '' });
  return evidence.state === 'stored' || evidence.state === 'verified';
}

/** Asks where the upload stands, or begins one. Its address is kept before the first byte goes. */
async function findPlace(store: Store, session: Session, upload: Upload): Promise<void> {
  if (upload.location) {
    try {
      upload.offset = await offsetOf(session, upload.location);
      return;
    } catch (failure) {
      if (!(failure instanceof Refused) || ![404, 410].includes(failure.status)) throw failure;
      delete upload.location;
      upload.offset = 0;
      await keep(store, upload);
      throw new TryLater('upload-gone', { cause: failure });
    }
  }
  upload.location = await createUpload(session, upload.evidence_id, upload.size);
  upload.offset = 0;
  await keep(store, upload);
}

async function arrive(store: Store, upload: Upload): Promise<true> {
  await keep(store, { ...upload, offset: upload.size, state: 'arrived' });
  return true;
}

/** Not where the queue was emptied meanwhile: a wiped store stays empty. */
function keep(store: Store, upload: Upload): Promise<void> {
  return store.transaction(async (tx) => {
    if (await tx.get('uploads', upload.evidence_id)) await tx.put('uploads', upload.evidence_id, upload);
  });
}

async function bytesOf(file: Blob | Uint8Array, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  if (file instanceof Uint8Array) return new Uint8Array(file.slice(from, to));
  return new Uint8Array(await file.slice(from, to).arrayBuffer());
}
