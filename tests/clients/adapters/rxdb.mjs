// RxDB speaks Soát: its schemas, and one replication for each collection over the bridge of the client package. See docs/clients/rxdb.md.

import { listen, pause, TryLater, waitAfter } from '@soat/client';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';

import { COLLECTIONS, editOf, fieldsOf } from './collections.mjs';

const TYPES = { text: { type: ['string', 'null'] }, number: { type: ['number', 'null'] }, boolean: { type: ['boolean', 'null'] }, json: {} };

/** RxDB's documents have a property of their own that is called `collection`. */
const nameOf = (field) => (field === 'collection' ? 'record_collection' : field);

/** The collections of a database. `change` is the base of the next edit, a text in `withdrawal` takes the record back. */
export function collectionsOf() {
  const schemaOf = (name) => ({
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: {
      id: { type: 'string', maxLength: 36 },
      inspection_id: { type: 'string' },
      change: { type: 'number' },
      withdrawal: TYPES.text,
      ...Object.fromEntries(Object.entries(fieldsOf(name)).map(([field, form]) => [nameOf(field), TYPES[form]])),
    },
    required: ['id'],
  });
  return Object.fromEntries(Object.keys(COLLECTIONS).map((name) => [name, { schema: schemaOf(name) }]));
}

/**
 * Replicates every collection until `stop()`.
 *
 * @param news `events` to be told by the server that something moved, `poll` to ask; a server without events is asked
 * @param pollMs how often to ask; the server's wish unless given
 * @param onOver told why the replication has ended by itself: `SignInNeeded`, `DeviceRevoked`, `UpgradeRequired`
 */
export function replicateRxdb(database, bridge, { news = 'events', pollMs, retryMs = 5_000, onOver = () => {} } = {}) {
  const moved = new Subject();
  const over = new AbortController();
  const replications = Object.keys(COLLECTIONS).map((name) => replicateRxCollection({
    collection: database[name],
    replicationIdentifier: `soat-${name}`,
    live: true,
    retryTime: retryMs,
    pull: {
      batchSize: 200,
      stream$: moved.asObservable(),
      handler: (checkpoint, limit) => pullChanges(bridge, name, checkpoint?.position ?? 0, limit),
    },
    push: { batchSize: 200, handler: (rows) => pushChanges(bridge, name, rows) },
  }));
  const resync = () => moved.next('RESYNC');
  const cancel = () => Promise.all(replications.map((one) => one.cancel()));
  const waiting = ask({ bridge, news, pollMs, over, resync }).catch(async (failure) => {
    await cancel();
    onOver(failure);
  });
  const stop = async () => {
    over.abort();
    await waiting;
    await cancel();
  };
  // Commands wait in the outbox, which no collection knows of.
  const send = async () => {
    await bridge.send();
    resync();
  };
  return { replications, resync, send, stop };
}

async function ask({ bridge, news, pollMs, over, resync }) {
  const { signal } = over;
  if (news === 'events' && (await listen(bridge.session, { signal, onNews: resync }))) return;
  for (let failures = 0; !signal.aborted; ) {
    let wait;
    try {
      wait = (await bridge.fetch()).next_poll_s * 1_000;
      failures = 0;
    } catch (failure) {
      if (!(failure instanceof TryLater)) throw failure;
      failures += 1;
      wait = waitAfter(failures, failure);
    }
    resync();
    await pause(pollMs ?? wait, signal);
  }
}

/** Fewer documents than asked for tell RxDB that it has everything. */
async function pullChanges(bridge, name, position, limit) {
  const lost = await bridge.hasLostItsStore(`rxdb/${name}`, position);
  if (lost) await bridge.startOver();
  await bridge.fetch();
  const { changes, last } = await bridge.told(`rxdb/${name}`, position, [name], limit);
  return { documents: changes.map((change) => documentOf(name, change)), checkpoint: { position: last } };
}

/**
 * `assumedMasterState` is what the person had seen: its `change` is the base. What the server made of an edit goes back as a conflict,
 * which is RxDB's way to put another state in the place of the one that was sent; what was told while an edit waited, RxDB has passed
 * over.
 */
async function pushChanges(bridge, name, rows) {
  const edits = [];
  for (const { newDocumentState: record, assumedMasterState: seen } of rows) {
    if (record._deleted) throw new Error(`${name}: records are taken back with a text in "withdrawal", not removed.`);
    const changed = Object.keys(record).filter((field) => (seen ? !isEqual(record[field], seen[field]) : record[field] != null));
    const edit = editOf(name, { ...record, change: seen?.change ?? 0 }, changed);
    if (edit) edits.push(edit);
  }
  return (await bridge.exchange(edits)).map((change) => documentOf(name, change));
}

function documentOf(name, { id, change, deleted, record }) {
  const fields = Object.keys(fieldsOf(name)).map((field) => [nameOf(field), record?.[field] ?? null]);
  return { id, inspection_id: record?.inspection_id ?? id, change, withdrawal: null, ...Object.fromEntries(fields), _deleted: deleted };
}

function isEqual(one, other) {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
