// Makes a world (world.schema.json) on a running server through its API: a province, its people, teams, and inspections that wait.

import { readFileSync } from 'node:fs';

import { uuid7 } from '../lib/values.mjs';

export const PASSWORD = 'Kiem-tra-thu-2026';
/** Teams that are made side by side. */
const AT_ONCE = 4;
const TEAM = [['lead', 'Trưởng đoàn'], ['secretary', 'Thư ký đoàn'], ['member', 'Thành viên'], ['observer', 'Quan sát viên']];
const CHECKLIST = JSON.parse(readFileSync(new URL('checklist.json', import.meta.url), 'utf8'));
const ITEMS = { verdict: 'one.verdict', second: 'two.verdict', text: 'three.text', number: 'four.number', table: 'five.samples' };
const JSON_BODY = { 'Content-Type': 'application/json' };

/** A person at a desk, who asks with their token. */
export async function atDesk(address, username) {
  const api = `${address}/api/v1`;
  const signIn = { username, password: PASSWORD, device: { name: 'desk', platform: 'test' } };
  const session = await (await fetch(`${api}/auth/sign-in`, { method: 'POST', headers: JSON_BODY, body: JSON.stringify(signIn) })).json();
  if (!session.access_token) throw new Error(`${username} cannot sign in: ${JSON.stringify(session)}`);
  const ask = async (method, path, body, headers = {}) => {
    const own = { ...JSON_BODY, Authorization: `Bearer ${session.access_token}`, 'Accept-Language': 'en', ...headers };
    const answer = await fetch(api + path, { method, headers: own, body: body === undefined ? undefined : JSON.stringify(body) });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${said}`);
    return { headers: answer.headers, body: said === '' ? undefined : JSON.parse(said) };
  };
  const seen = (version) => (version === undefined ? {} : { 'If-Match': `"${version}"` });
  return {
    session, ask,
    get: async (path) => (await ask('GET', path)).body,
    post: async (path, body, version) => (await ask('POST', path, body, seen(version))).body,
    put: async (path, body, version) => (await ask('PUT', path, body, seen(version))).body,
  };
}

/** A world with at least `wanted` inspections. The server has the register of `units.csv` and the administrator `quantri`. */
export async function makeWorld(address, wanted) {
  const admin = await atDesk(address, 'quantri');
  const units = Object.fromEntries((await admin.get('/organisations?limit=50')).items.map((unit) => [unit.code, unit.id]));
  const person = async (username, display_name, role, employer = units['LS-KHCN'], at = units['20']) => {
    const { id } = await admin.post('/users', { username, password: PASSWORD, display_name, organisation_id: employer });
    await admin.post(`/users/${id}/grants`, { role, organisation_id: at });
    return { id, username, password: PASSWORD };
  };
  const people = {
    administrator: { id: admin.session.user.id, username: 'quantri', password: PASSWORD },
    office: await person('thuongtruc', 'Cơ quan thường trực', 'programme_manager'),
    outsider: await person('nguoingoai', 'Người ngoài đoàn', 'inspector'),
    unit_secretary: await person('thukyxa', 'Thư ký ISO xã', 'unit_representative', units['06235'], units['06235']),
    unit_head: await person('chutichxa', 'Chủ tịch UBND xã', 'unit_head', units['06235'], units['06235']),
  };
  const office = await atDesk(address, 'thuongtruc');
  const draft = await office.ask('POST', `/checklists?organisation_id=${units['20']}`, CHECKLIST);
  const seen = draft.headers.get('etag');
  const { version } = draft.body;
  await office.ask('POST', `/checklists/${CHECKLIST.key}/versions/${version}/publish`, undefined, { 'If-Match': seen });
  // A team has one inspection, so that nothing moves in its streams but what its scenario does.
  const team = async (number) => {
    const members = {};
    for (const [role, title] of TEAM) members[role] = await person(`${role}${number}`, `${title} ${number}`, 'inspector');
    return { people: members, inspections: [await plan(office, units['06235'], members)] };
  };
  const teams = [];
  while (teams.length < wanted) teams.push(...(await Promise.all(Array.from({ length: AT_ONCE }, (_, one) => team(teams.length + one + 1)))));
  return { people, items: ITEMS, teams, extras: {} };
}

/** An inspection that the team may start: graded, on the checklist of this folder, planned for today. */
async function plan(office, organisation_id, members) {
  const id = uuid7();
  const today = new Date().toISOString().slice(0, 10);
  const planned = await office.post('/inspections', {
    id, organisation_id, kind: 'external', form: 'on_site', planned_from: today, planned_to: today, checklist: { key: CHECKLIST.key }, grading: true,
  });
  const team = Object.entries(members).map(([team_role, { id: user_id }]) => ({ user_id, team_role, independence_declared: true }));
  const sent = await office.put(`/inspections/${id}/team`, { decision_number: '01/QĐ-SKHCN', decided_on: today, members: team }, planned.version);
  await office.post(`/inspections/${id}/notify`, { notice_number: '02/TB-SKHCN', notice_sent_on: today }, sent.version);
  return id;
}
