// The program under test as the tests in Node.js start it: on data of their own, and beside it for a moment with other settings.

import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

const PROGRAM = process.env.PROGRAM_UNDER_TEST ?? new URL('../../target/debug/soat', import.meta.url).pathname;

/** Runs a command of the program to its end. */
export function run(words, input) {
  const done = spawnSync(PROGRAM, words, { input, encoding: 'utf8' });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`soat ${words.join(' ')}: ${done.stderr}`);
}

/** Starts a server on the data of `settings`; `stop()` ends it and gives the end of its log. */
export async function serve(settings) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const program = spawn(PROGRAM, ['--set', `listen=127.0.0.1:${port}`, ...settings, 'serve'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  program.stderr.on('data', (bytes) => { said = (said + bytes).slice(-4_000); });
  const ended = new Promise((resolve) => program.once('exit', resolve));
  let isOver = false;
  ended.then(() => { isOver = true; });
  while (!(await fetch(`${address}/readyz`).then((answer) => answer.ok, () => false))) {
    if (isOver) throw new Error(`soat serve ended: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { address, ended, stop: async () => { program.kill('SIGTERM'); await ended; return said; } };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
