// What a team records in a day at a commune: the day of the demonstration, as plain records that each library writes in its own way.

import { readFileSync } from 'node:fs';

import { newId, queueFile, responseId, sha256Hex } from '@soat/client';

import { picture } from './picture.mjs';

const CONTENT = new URL('../../../server/src/demo/content.json', import.meta.url);
const SAMPLES = 'run.samples';

/** The records of a visit to an inspection, by collection; photos with their bytes. */
export async function visitOf(inspectionId) {
  // Dates in braces are moved by the demonstration; here they stand as they are written.
  const { first } = JSON.parse(readFileSync(CONTENT, 'utf8').replace(/\{([\d-]+)\}/g, '$1'));
  const session = { id: newId(), kind: 'opening', place: 'UBND xã', started_at: '2026-03-09T01:00:00.000Z', ended_at: '2026-03-09T02:00:00.000Z' };
  const inspection = {
    scope: first.scope, exclusions: first.exclusions, sessions: [session], opinion: first.opinion, conclusion: first.conclusion,
  };
  const attendees = [{ side: 'team', name: 'Trưởng đoàn kiểm tra' }, ...first.attendees].map((one) => ({ id: newId(), ...one, present_at: [session.id] }));
  const responses = [];
  for (const { item, ...fields } of first.answers) responses.push({ id: await responseId(inspectionId, item), item_id: item, ...fields });
  const samples = [];
  for (const { verdict, note, ...fields } of first.samples) {
    const id = newId();
    samples.push({ id, item_id: SAMPLES, ...fields });
    if (verdict) responses.push({ id: await responseId(inspectionId, SAMPLES, id), item_id: SAMPLES, sample_id: id, verdict, note: note ?? '' });
  }
  const findings = [];
  for (const one of first.findings) {
    const { label, item, grade, clauses, procedure, requirement, observed, evidence } = one;
    const response_id = await responseId(inspectionId, item);
    findings.push({ id: newId(), local_label: label, grade, clauses, procedure, requirement, observed, evidence_statement: evidence, response_id });
  }
  const photos = [];
  for (const { item, caption } of first.photos) {
    const attached_to = { kind: 'response', id: await responseId(inspectionId, item) };
    photos.push({ attached_to, media_type: 'image/png', caption, file: picture(64, 48) });
  }
  return { inspection, attendees, responses, samples, findings, photos };
}

/** What differs between a visit and what the server holds of the inspection, as sentences. None when everything is there. */
export async function missing(desk, inspectionId, visit) {
  const flaws = [];
  const held = {
    responses: await desk.get(`/inspections/${inspectionId}/responses`),
    samples: await desk.get(`/inspections/${inspectionId}/samples`),
    attendees: await desk.get(`/inspections/${inspectionId}/attendees`),
    findings: await desk.get(`/findings?inspection=${inspectionId}&limit=100`),
  };
  for (const [collection, answer] of Object.entries(held)) {
    const rows = new Map((answer.items ?? answer).map((row) => [row.id, row]));
    if (rows.size !== visit[collection].length) flaws.push(`${collection}: ${rows.size} instead of ${visit[collection].length}`);
    for (const record of visit[collection]) {
      for (const [field, value] of Object.entries(record)) {
        const there = rows.get(record.id)?.[field];
        if (!isWithin(there, value)) flaws.push(`${collection} ${record.id} ${field}: ${JSON.stringify(there)} instead of ${JSON.stringify(value)}`);
      }
    }
  }
  return flaws;
}

/** Whether all that was written is there; the server may add parts. */
function isWithin(there, written) {
  if (Array.isArray(written)) return Array.isArray(there) && there.length === written.length && written.every((one, place) => isWithin(there[place], one));
  if (written !== null && typeof written === 'object') return Object.keys(written).every((name) => isWithin(there?.[name], written[name]));
  return there === (typeof written === 'string' ? written.normalize('NFC') : written);
}

/** Records all of a visit on a tablet, as the team does without a network. */
export async function recordAll(tablet, id, visit) {
  for (const collection of ['responses', 'samples', 'attendees', 'findings']) {
    for (const record of visit[collection]) await tablet.create(collection, id, record);
  }
  await tablet.edit('inspections', id, visit.inspection);
  for (const { file, ...fields } of visit.photos) {
    const evidence = newId();
    await tablet.store.transaction((tx) => queueFile(tx, evidence, file));
    await tablet.create('evidence', id, { id: evidence, ...fields, size: file.byteLength, sha256: await sha256Hex(file) });
  }
}
