// Starts the program under test with a world of its own and plays the scenarios against it. With KEEP set it goes on afterwards, so
// that what failed can be tried by hand. Arguments are those of run.mjs.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { scenarios } from '../lib/scenarios.mjs';
import { uuid7 } from '../lib/values.mjs';
import { PASSWORD, atDesk, makeWorld } from './make.mjs';
import { run, serve } from '../../run/server.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'soat-conformance-'));
  const data = ['--set', `data_dir=${join(folder, 'data')}`];
  run([...data, 'import', 'organisations', here('units.csv')]);
  run([...data, 'user', 'add', '--username', 'quantri', '--name', 'Quản trị', '--organisation', '20', '--password-stdin'], PASSWORD);
  run([...data, 'grant', 'add', '--user', 'quantri', '--role', 'administrator', '--organisation', '20']);
  const server = await serve([...data, '--set', 'events_heartbeat_seconds=1']);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.stop());
  try {
    // One more than there are scenarios: it holds what only the operator can make.
    const { values } = parseArgs({ options: { only: { type: 'string', default: '' } }, strict: false });
    const world = await makeWorld(server.address, scenarios(values.only).length + 1);
    world.extras = await extras(server.address, data, world.teams.pop());
    const file = join(folder, 'world.json');
    writeFileSync(file, JSON.stringify(world, null, 2));
    const words = [here('../run.mjs'), server.address, '--world', file, '--strict', ...process.argv.slice(2)];
    const code = await new Promise((resolve) => spawn(process.execPath, words, { stdio: 'inherit' }).once('exit', resolve));
    if (process.env.KEEP) {
      console.log(`# the server goes on at ${server.address}, its world is ${file}`);
      await server.ended;
    }
    return code ?? 1;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Tokens and an upload that are past their time, made by other processes of the same installation with other settings. */
async function extras(address, data, team) {
  const { username, password } = team.people.lead;
  const brief = ['--set', `public_url=${address}`, '--set', 'access_token_minutes=0'];
  const expired_token = await beside([...data, ...brief], async (other) => (await atDesk(other, username)).session.access_token);
  const elsewhere = ['--set', 'public_url=https://elsewhere.example', '--set', 'upload_expiry_hours=0'];
  return beside([...data, ...elsewhere], async (other) => {
    const lead = await atDesk(other, username);
    const path = await expiredUpload(other, lead, team.inspections.pop());
    return { expired_token, foreign_token: lead.session.access_token, expired_upload: { path, username, password } };
  });
}

async function beside(settings, work) {
  const server = await serve(settings);
  try {
    return await work(server.address);
  } finally {
    await server.stop();
  }
}

async function expiredUpload(address, lead, inspection_id) {
  const seen = await lead.get(`/inspections/${inspection_id}`);
  await lead.post(`/inspections/${inspection_id}/start`, {}, seen.version);
  const id = uuid7();
  await lead.post('/evidence', { id, inspection_id, media_type: 'image/png', size: 10, sha256: '0'.repeat(64) });
  const headers = { Authorization: `Bearer ${lead.session.access_token}`, 'Tus-Resumable': '1.0.0', 'Upload-Length': '10' };
  const answer = await fetch(`${address}/api/v1/uploads?evidence_id=${id}`, { method: 'POST', headers });
  if (answer.status !== 201) throw new Error(`the upload that expires: ${answer.status} ${await answer.text()}`);
  return answer.headers.get('location');
}

main().then((code) => process.exit(code), (failure) => { console.error(failure.message); process.exit(1); });
