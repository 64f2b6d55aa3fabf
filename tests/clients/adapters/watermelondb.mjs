// WatermelonDB speaks Soát: its schema, and `synchronize()` over the bridge of the client package. See docs/clients/watermelondb.md.

import { createRequire } from 'node:module';

import { COLLECTIONS, editOf, fieldsOf } from './collections.mjs';

const require = createRequire(import.meta.url);
const { appSchema, tableSchema } = require('@nozbe/watermelondb');
const { synchronize } = require('@nozbe/watermelondb/sync');

const NAME = 'watermelondb';
/** Columns beside the fields: the inspection, the base of the next edit, and why the record is taken back. */
const OWN = [{ name: 'inspection_id', type: 'string' }, { name: 'change', type: 'number' }, { name: 'withdrawal', type: 'string', isOptional: true }];
const TYPES = { text: 'string', json: 'string', number: 'number', boolean: 'boolean' };

/** The schema of a database that holds every collection. Lists and objects are kept as JSON texts. */
export function schemaOf(version = 1) {
  const tables = Object.keys(COLLECTIONS).map((name) => {
    const columns = Object.entries(fieldsOf(name)).map(([field, form]) => ({ name: field, type: TYPES[form], isOptional: true }));
    return tableSchema({ name, columns: [...OWN, ...columns] });
  });
  return appSchema({ version, tables });
}

/**
 * Pulls and pushes until both sides agree. A push may bring records back (merged ones, contested ones), which come with a second
 * round.
 */
export async function synchroniseWatermelon(database, bridge) {
  for (let round = 0; round < 4; round += 1) {
    let reached = 0;
    await synchronize({
      database,
      // Records are told whole, whether they are new here or not.
      sendCreatedAsUpdated: true,
      conflictResolver: keepOwn,
      pullChanges: async ({ lastPulledAt }) => {
        const pulled = await pullChanges(bridge, lastPulledAt ?? 0);
        reached = pulled.timestamp;
        return pulled;
      },
      pushChanges: ({ changes }) => pushChanges(bridge, changes),
    });
    await bridge.acknowledge(NAME, reached);
    // Without local changes WatermelonDB does not ask to push, but commands may wait.
    await bridge.send();
    if (!(await bridge.hasNews(reached))) return;
  }
}

/** `lastPulledAt` is no time here, but how far this library has come: it is stored in the write that applies the changes. */
async function pullChanges(bridge, position) {
  if (await bridge.hasLostItsStore(NAME, position)) await bridge.startOver();
  await bridge.fetch();
  const { changes, last } = await bridge.told(NAME, position);
  const told = {};
  for (const { collection, id, change, deleted, record } of changes) {
    const table = (told[collection] ??= { created: [], updated: [], deleted: [] });
    if (deleted) table.deleted.push(id);
    else table.updated.push(rowOf(collection, { ...record, id, change }));
  }
  // WatermelonDB takes no 0 for an answer.
  return { changes: told, timestamp: Math.max(last, 1) };
}

async function pushChanges(bridge, changes) {
  const edits = [];
  for (const [collection, { created, updated, deleted }] of Object.entries(changes)) {
    if (deleted.length > 0) throw new Error(`${collection}: records are taken back with a text in "withdrawal", not deleted.`);
    for (const row of [...created, ...updated]) {
      const record = recordOf(collection, row);
      // What is not filled in of a new record is not said; an emptied field of a known one is.
      const changed = row._status === 'created' ? Object.keys(record).filter((name) => isFilled(record[name])) : row._changed.split(',');
      edits.push(editOf(collection, record, changed));
    }
  }
  await bridge.exchange(edits.filter((edit) => edit !== undefined));
}

/**
 * WatermelonDB pulls before it pushes. A record that was edited here keeps the number at which the person saw it: the number that
 * has just been told would say that they had seen what they had not, and the server would let them overwrite it.
 *
 * Of a record that two devices made (a response has the same id on both) WatermelonDB keeps the other's values alone, since a new
 * record has no list of changed columns. It becomes one that was edited here, in every column that was filled in.
 */
function keepOwn(table, local, _remote, resolved) {
  if (local._status === 'synced') return resolved;
  const kept = { ...resolved, change: local.change };
  if (local._status !== 'created') return kept;
  const filled = Object.keys(fieldsOf(table)).filter((name) => isFilled(local[name]));
  for (const name of filled) kept[name] = local[name];
  return { ...kept, _status: 'updated', _changed: filled.join(',') };
}

function isFilled(value) {
  return value !== null && value !== undefined && value !== '';
}

function rowOf(collection, record) {
  const row = { id: record.id, inspection_id: record.inspection_id ?? record.id, change: record.change, withdrawal: null };
  for (const [name, form] of Object.entries(fieldsOf(collection))) {
    const value = record[name] ?? null;
    row[name] = form === 'json' && value !== null ? JSON.stringify(value) : value;
  }
  return row;
}

function recordOf(collection, row) {
  const record = { id: row.id, inspection_id: row.inspection_id, change: row.change, withdrawal: row.withdrawal };
  for (const [name, form] of Object.entries(fieldsOf(collection))) {
    record[name] = form === 'json' && row[name] != null ? JSON.parse(row[name]) : row[name];
  }
  return record;
}
