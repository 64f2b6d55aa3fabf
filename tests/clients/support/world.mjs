// A small province on a server of its own: an office that plans, a team that inspects, one commune. Made through the command line
// and the API alone.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { newId } from '@soat/client';

import { run, serve } from '../../run/server.mjs';

export const PASSWORD = 'Kiem-tra-thu-2026';

const UNITS = `code,name,short_name,kind,level,parent_code,unit_code
20,UBND tỉnh Lạng Sơn,Lạng Sơn,provincial_peoples_committee,provincial,,20
LS-KHCN,Sở Khoa học và Công nghệ tỉnh Lạng Sơn,Sở KH&CN,department,provincial,20,
06235,UBND xã Gia Cát,Gia Cát,commune_peoples_committee,communal,20,06235
`;

const PEOPLE = [
  ['thuongtruc', 'Chuyên viên cơ quan thường trực', 'programme_manager'],
  ['truongdoan', 'Trưởng đoàn kiểm tra', 'inspector'],
  ['thuky', 'Thư ký đoàn kiểm tra', 'inspector'],
  ['thanhvien', 'Thành viên đoàn kiểm tra', 'inspector'],
];
const TEAM = [['truongdoan', 'lead'], ['thuky', 'secretary'], ['thanhvien', 'member']];

/** Starts a server with its people. `plan()` gives a new inspection that the team may start; `stop()` ends it all. */
export async function startWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'soat-clients-'));
  const data = ['--set', `data_dir=${join(folder, 'data')}`];
  const units = join(folder, 'units.csv');
  writeFileSync(units, UNITS);
  run([...data, 'import', 'organisations', units]);
  run([...data, 'user', 'add', '--username', 'quantri', '--name', 'Quản trị', '--organisation', '20', '--password-stdin'], PASSWORD);
  run([...data, 'grant', 'add', '--user', 'quantri', '--role', 'administrator', '--organisation', '20']);
  const server = await serve(data);
  const world = { address: server.address, stop: async () => { await server.stop(); rmSync(folder, { recursive: true, force: true }); } };
  try {
    return { ...world, ...(await settle(server.address)) };
  } catch (failure) {
    await world.stop();
    throw failure;
  }
}

/** A person at a desk: requests with their token, and the body of the answer. */
export async function atDesk(address, username) {
  const api = `${address}/api/v1`;
  const signIn = { username, password: PASSWORD, device: { name: 'bàn làm việc', platform: 'test' } };
  const session = await (await fetch(`${api}/auth/sign-in`, { method: 'POST', headers: JSON_BODY, body: JSON.stringify(signIn) })).json();
  if (!session.access_token) throw new Error(`${username} cannot sign in: ${JSON.stringify(session)}`);
  const ask = async (method, path, body, version) => {
    const headers = { ...JSON_BODY, Authorization: `Bearer ${session.access_token}`, 'Accept-Language': 'en' };
    if (version !== undefined) headers['If-Match'] = `"${version}"`;
    const answer = await fetch(api + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${said}`);
    return said === '' ? undefined : JSON.parse(said);
  };
  return { session, get: (path) => ask('GET', path), post: (path, body, version) => ask('POST', path, body, version), put: (path, body, version) => ask('PUT', path, body, version) };
}

const JSON_BODY = { 'Content-Type': 'application/json' };

async function settle(address) {
  const admin = await atDesk(address, 'quantri');
  const units = Object.fromEntries((await admin.get('/organisations?limit=50')).items.map((unit) => [unit.code, unit.id]));
  const people = {};
  for (const [username, display_name, role] of PEOPLE) {
    const person = { username, password: PASSWORD, display_name, organisation_id: units['LS-KHCN'] };
    people[username] = (await admin.post('/users', person)).id;
    await admin.post(`/users/${people[username]}/grants`, { role, organisation_id: units['20'] });
  }
  const office = await atDesk(address, 'thuongtruc');
  const today = new Date().toISOString().slice(0, 10);
  const year = Number(today.slice(0, 4));
  const programme = await office.post('/programmes', { organisation_id: units['20'], year, title: `Chương trình kiểm tra năm ${year}`, grading: true });
  const plan = async () => {
    const id = newId();
    const planned = await office.post('/inspections', {
      id, programme_id: programme.id, organisation_id: units['06235'], kind: 'external', form: 'on_site',
      planned_from: today, planned_to: today, checklist: { key: 'provincial-inspection' },
    });
    const members = TEAM.map(([username, team_role]) => ({ user_id: people[username], team_role, independence_declared: true }));
    const team = { decision_number: '01/QĐ-SKHCN', decided_on: today, members };
    const sent = await office.put(`/inspections/${id}/team`, team, planned.version);
    await office.post(`/inspections/${id}/notify`, { notice_number: '02/TB-SKHCN', notice_sent_on: today }, sent.version);
    return id;
  };
  return { people, plan };
}
