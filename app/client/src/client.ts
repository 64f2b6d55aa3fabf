// Everything together, for a program that has no offline library of its own: records with the own work on top, edits, files, and one
// way to synchronise.

import { pause, waitAfter } from './backoff.js';
import { mend, type Difference } from './compare.js';
import { TryLater } from './failures.js';
import { listen } from './events.js';
import { sha256Hex } from './hashes.js';
import { newId, responseId } from './ids.js';
import { abandon, enqueue, logged, settleLogged, waiting, type Draft, type Logged, type Waiting } from './outbox.js';
import type { Fields, Op } from './protocol.js';
import { pull, type Pulled } from './pull.js';
import { push } from './push.js';
import { receiptOf, verifyReceipt, type Receipt } from './receipts.js';
import { shownRecords, takeOwn, takeRecord, type Kept, type Shown } from './records.js';
import { Session, type SessionOptions } from './session.js';
import type { Store } from './store/store.js';
import { queueFile, releaseFile, sendFiles, uploads, type Upload, type UploadOptions } from './uploads.js';

/** What a declaration of evidence says beside the file. */
export interface Photo {
  inspection_id: string;
  attached_to: { kind: string; id: string };
  media_type: string;
  file: Blob | Uint8Array<ArrayBuffer>;
  captured_at?: Date;
  captured_zone?: string;
  place?: { latitude: number; longitude: number };
  caption?: string;
}

export interface Synchronised extends Pulled {
  /** Operations that left the outbox. */
  sent: number;
  /** Files that arrived. */
  files: number;
  /** Receipts of the pushes, verified. */
  receipts: Receipt[];
}

const KEEPER = { takeOwn, takeRecord };

export class Client {
  readonly store: Store;
  readonly session: Session;
  #running: Promise<Synchronised> | undefined;

  constructor(options: SessionOptions) {
    this.store = options.store;
    this.session = new Session(options);
  }

  /** Records of a collection as they are shown; those of one inspection when it is given. */
  async records(collection: string, inspectionId?: string): Promise<Shown[]> {
    const shown = await this.store.transaction((tx) => shownRecords(tx, collection));
    return shown.filter(({ record }) => inspectionId === undefined || record['inspection_id'] === inspectionId);
  }

  /** Puts an edit, a withdrawal or a command into the outbox. It is kept when the promise is fulfilled. */
  record(draft: Draft): Promise<Op> {
    return this.store.transaction((tx) => enqueue(tx, draft));
  }

  /** Answers an item of the inspection's checklist, or one of its samples. */
  async answer(inspectionId: string, itemId: string, fields: Fields, sampleId: string | null = null): Promise<Op> {
    const id = await responseId(inspectionId, itemId, sampleId);
    // The item is named each time, so that it does not matter which operation arrives first.
    const identity: Fields = sampleId ? { item_id: itemId, sample_id: sampleId } : { item_id: itemId };
    return this.record({ kind: 'put', collection: 'responses', id, inspection_id: inspectionId, fields: { ...identity, ...fields } });
  }

  /** Declares a file and queues its bytes, in one transaction. Gives the id of the evidence. */
  async photograph(photo: Photo): Promise<string> {
    const bytes = photo.file instanceof Uint8Array ? photo.file : await photo.file.arrayBuffer();
    const sha256 = await sha256Hex(bytes);
    const fields: Fields = { attached_to: photo.attached_to, media_type: photo.media_type, size: bytes.byteLength, sha256 };
    if (photo.captured_at) fields['captured_at'] = photo.captured_at.toISOString();
    if (photo.captured_zone) fields['captured_zone'] = photo.captured_zone;
    if (photo.place) fields['place'] = photo.place;
    if (photo.caption) fields['caption'] = photo.caption;
    const id = newId();
    await this.store.transaction(async (tx) => {
      await queueFile(tx, id, photo.file);
      await enqueue(tx, { kind: 'put', collection: 'evidence', id, inspection_id: photo.inspection_id, fields });
    });
    return id;
  }

  /** Operations that wait, with what blocks them. */
  outbox(): Promise<Waiting[]> {
    return this.store.transaction(waiting);
  }

  /** Parked, refused and contested work that needs somebody's attention. */
  async attention(): Promise<Logged[]> {
    return (await this.store.transaction(logged)).filter((one) => !one.settled);
  }

  /** The person has dealt with an entry of `attention`; what rested on it is sent again. */
  dealtWith(opId: string): Promise<void> {
    return this.store.transaction((tx) => settleLogged(tx, opId));
  }

  /** Gives up an operation that waits. */
  giveUp(op: Op): Promise<void> {
    return this.store.transaction((tx) => abandon(tx, op));
  }

  /** Files that are on this device: waiting, arrived and not looked at yet, or refused. */
  files(): Promise<Upload[]> {
    return this.store.transaction(uploads);
  }

  /** Lets go of a file whatever became of it, such as one that the server has refused. */
  discardFile(evidenceId: string): Promise<void> {
    return this.store.transaction((tx) => releaseFile(tx, evidenceId));
  }

  /**
   * Sends, fetches, then uploads. Calls that come while one is running get its answer.
   *
   * @throws TryLater, SignInNeeded, DeviceRevoked, UpgradeRequired; nothing is lost by any of them but the last but one, which wipes
   */
  synchronise(options: UploadOptions = {}): Promise<Synchronised> {
    this.#running ??= this.#synchronise(options).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #synchronise(options: UploadOptions): Promise<Synchronised> {
    // What is told then already holds the own edits.
    const { sent, receipts } = await push(this.store, this.session, KEEPER);
    let pulled = await pull(this.store, this.session);
    const files = await sendFiles(this.store, this.session, options);
    // A conclusion may have waited for the files, and their states have changed.
    if (files > 0) pulled = await pull(this.store, this.session);
    await this.#releaseFiles();
    const verified = await Promise.all(receipts.map((one) => verifyReceipt(this.session, one)));
    return { ...pulled, sent, files, receipts: verified };
  }

  /** Files that the server has looked at and keeps are let go of, and those of evidence that was taken back. */
  #releaseFiles(): Promise<void> {
    return this.store.transaction(async (tx) => {
      for (const upload of await uploads(tx)) {
        const kept = await tx.get<Kept>('records', `evidence/${upload.evidence_id}`);
        const isKept = upload.state === 'arrived' && kept?.record?.['state'] === 'verified';
        if (isKept || kept?.deleted) await releaseFile(tx, upload.evidence_id);
      }
    });
  }

  /** Compares with the server and forgets what was pulled where it differs; the next synchronisation mends it. */
  mend(): Promise<Difference[]> {
    return mend(this.store, this.session);
  }

  /** The server's signed statement of what it holds of an inspection; null where it gives none. */
  receipt(inspectionId: string): Promise<Receipt | null> {
    return receiptOf(this.session, inspectionId);
  }

  /**
   * Synchronises whenever the server says that something moved, and at the latest when it asked to be asked. Ends when it is called
   * off or the session is over.
   *
   * @throws SignInNeeded, DeviceRevoked, UpgradeRequired
   */
  async keepUp(signal: AbortSignal, onDone: (done: Synchronised | TryLater) => void = () => undefined): Promise<void> {
    let wake = () => {};
    const listening = listen(this.session, { signal, onNews: () => wake() });
    let over: unknown;
    listening.catch((failure: unknown) => {
      over = failure;
      wake();
    });
    for (let failures = 0; !signal.aborted; ) {
      if (over) throw over;
      // Set before the exchange, so that news that comes during it is not missed.
      const woken = new AbortController();
      wake = () => woken.abort();
      let wait: number;
      try {
        const done = await this.synchronise({ signal });
        failures = 0;
        wait = done.next_poll_s * 1_000;
        onDone(done);
      } catch (failure) {
        if (!(failure instanceof TryLater)) throw failure;
        failures += 1;
        wait = waitAfter(failures, failure);
        onDone(failure);
      }
      await pause(wait, AbortSignal.any([signal, woken.signal]));
    }
  }
}
