// Starts `soat demo` in a folder of its own and says where it listens.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everybody's password in the demonstration. */
export const PASSWORD = 'Soat-trinh-dien-2026';

/** The program under test. */
const PROGRAM = process.env.PROGRAM_UNDER_TEST ?? new URL('../../../target/debug/soat', import.meta.url).pathname;

/** Starts the demonstration in a folder of its own, over a copy of the one in `SEEDED_DEMO` if there is one; gives its address and a way to stop it. */
export async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'soat-browser-'));
  const data = join(folder, 'data');
  if (process.env.SEEDED_DEMO) cpSync(process.env.SEEDED_DEMO, data, { recursive: true });
  const { address, stop } = await startOver(data);
  return { address, stop: () => stop().then(() => rmSync(folder, { recursive: true, force: true })) };
}

/** Starts the demonstration over this folder, which is filled when it is empty. */
export async function startOver(data) {
  const program = spawn(PROGRAM, ['--set', 'listen=127.0.0.1:0', '--set', `data_dir=${data}`, 'demo']);
  let said = '';
  let complained = '';
  program.stderr.on('data', (bytes) => { complained += bytes; });
  const address = await new Promise((resolve, reject) => {
    program.on('error', reject);
    program.on('exit', (code) => reject(new Error(`soat demo ended with ${code}: ${complained}`)));
    program.stdout.on('data', (bytes) => {
      said += bytes;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
  });
  const stop = async () => {
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    await ended;
  };
  return { address, stop };
}
