// The collections as offline libraries see them: which fields a device writes, which it is told, and of what form each is. Both
// adapters make their schemas from this table (docs/sync-protocol.md, 4 and 5).

/**
 * By collection: `identity` fields are named in every operation on a record, `written` ones when they change, `told` ones are read
 * only. Forms: `text`, `number`, `boolean`, `json`.
 */
export const COLLECTIONS = {
  inspections: {
    identity: {},
    written: { agenda: 'json', sessions: 'json', exclusions: 'json', scope: 'json', opinion: 'text', disagreements: 'text', conclusion: 'text' },
    told: { code: 'text', status: 'text', organisation: 'json', team: 'json', checklist_id: 'text' },
  },
  responses: {
    identity: { item_id: 'text', sample_id: 'text' },
    written: { verdict: 'text', value: 'json', note: 'text' },
    told: { answered_by: 'text' },
  },
  samples: {
    identity: { item_id: 'text' },
    written: { procedure: 'text', dossier_code: 'text', received_on: 'text', due_on: 'text', returned_on: 'text', steps: 'json', note: 'text' },
    told: { lateness: 'json' },
  },
  attendees: {
    identity: {},
    written: { side: 'text', name: 'text', title: 'text', user_id: 'text', present_at: 'json' },
    told: {},
  },
  findings: {
    identity: {},
    written: {
      local_label: 'text', clauses: 'json', procedure: 'text', legal_reference: 'text', grade: 'text', requirement: 'text', observed: 'text',
      evidence_statement: 'text', response_id: 'text', repeat_of: 'text',
    },
    told: { number: 'text', status: 'text', proposed_repeat_of: 'text' },
  },
  evidence: {
    identity: {},
    written: {
      attached_to: 'json', media_type: 'text', size: 'number', sha256: 'text', captured_at: 'text', captured_zone: 'text', place: 'json', caption: 'text',
    },
    told: { state: 'text', refusal: 'json' },
  },
  conflicts: {
    identity: {},
    written: {},
    told: { collection: 'text', record_id: 'text', field: 'text', values: 'json', state: 'text', resolution: 'json', resolved_by: 'text' },
  },
};

/** Every field of a collection with its form. */
export function fieldsOf(collection) {
  const { identity, written, told } = COLLECTIONS[collection];
  return { ...identity, ...written, ...told };
}

/** The inspection a record belongs to. */
export function inspectionOf(collection, record) {
  return collection === 'inspections' ? record.id : record.inspection_id;
}

/**
 * The edit that a changed record stands for, or none when nothing that a device writes has changed. A text in `withdrawal` takes the
 * record back, for that reason: libraries that delete say neither why nor what the person had seen.
 *
 * @param changed names of the fields that changed; all of a new record
 */
export function editOf(collection, record, changed) {
  const { identity, written } = COLLECTIONS[collection];
  const about = { collection, id: record.id, inspection_id: inspectionOf(collection, record), base_change: record.change ?? 0 };
  if (changed.includes('withdrawal') && record.withdrawal) return { kind: 'withdraw', ...about, reason: record.withdrawal };
  const named = changed.filter((name) => name in written);
  if (named.length === 0) return undefined;
  const always = Object.keys(identity).filter((name) => record[name] != null);
  return { kind: 'put', ...about, fields: Object.fromEntries([...always, ...named].map((name) => [name, record[name] ?? null])) };
}
