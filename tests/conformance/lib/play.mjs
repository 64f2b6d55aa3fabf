// Plays one scenario against a server: step by step, until something is not as it is written.

import { listen, prepare, send } from './exchange.mjs';
import { flaws } from './patterns.mjs';
import { take as takeFrom } from './take.mjs';
import { readable } from './transcript.mjs';
import { Scope, at, bytesOf, uuid7 } from './values.mjs';

/** Seconds within which something that takes its time has to have come. */
const EVENTUALLY = 60;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What went wrong in a scenario, with the exchange that showed it. */
export class Failure extends Error {
  constructor(step, sentences, exchange = '') {
    super(sentences.join('\n'));
    Object.assign(this, { step, exchange });
  }
}

/** Plays a scenario at `base`; `place` is what the world gives it: people, inspection, items, extras. Rejects with a `Failure`. */
export async function play(scenario, base, place) {
  const run = { base, place, scenario, scope: new Scope({ ...place.values, base }), devices: new Map(), listening: new Map(), last: '' };
  try {
    await guarded(run, 'keys', () => fetchKeys(run));
    await guarded(run, 'devices', () => signInAll(run));
    for (const [name, value] of Object.entries(scenario.let ?? {})) run.scope.set(name, run.scope.fill(value));
    for (const [index, step] of scenario.steps.entries()) {
      await guarded(run, `step ${index + 1}: ${step.title}`, () => playStep(run, step));
    }
  } finally {
    for (const heard of run.listening.values()) heard.stop();
  }
}

async function guarded(run, name, work) {
  try {
    await work();
  } catch (failure) {
    if (failure instanceof Failure) {
      failure.step ??= name;
      throw failure;
    }
    throw new Failure(name, [failure.message], run.last);
  }
}

/** The public keys of the server, asked for anew in each scenario. */
async function fetchKeys(run) {
  const answer = await send(prepare(run.base, { method: 'GET', path: '/.well-known/jwks.json' }, run.scope));
  if (answer.status !== 200 || !Array.isArray(answer.json?.keys)) throw new Error('/.well-known/jwks.json gives no keys (RFC 7517)');
  run.jwks = answer.json.keys;
  run.scope.set('jwks', answer.json);
}

/** Signs every device of the scenario in, and has the lead begin the inspection where the scenario starts in the middle of it. */
async function signInAll(run) {
  const devices = run.scenario.devices ?? {};
  for (const [name, { person, clock }] of Object.entries(devices)) run.devices.set(name, { ...(await signIn(run, person)), clock: clock ?? 0 });
  for (const [name, device] of run.devices) run.scope.set(name, device);
  if (run.scenario.begun) await begin(run);
}

async function signIn(run, person) {
  const { username, password } = run.scope.get(`people.${person}`);
  const json = { username, password, device: { name: 'conformance', platform: 'test' } };
  const answer = await exchange(run, prepare(run.base, { method: 'POST', path: '/api/v1/auth/sign-in', json }, run.scope));
  if (answer.status !== 200) throw new Error(`${person} cannot sign in: status ${answer.status}`);
  return { ...answer.json, user_id: answer.json.user?.id };
}

async function begin(run) {
  const lead = await signIn(run, 'lead');
  const id = run.scope.get('inspection');
  const at_ = new Date().toISOString();
  const ops = [{ op_id: uuid7(), at: at_, kind: 'inspection.start', id }];
  const json = { device_id: lead.device_id, device_time: at_, ops };
  const answer = await exchange(run, prepare(run.base, { method: 'POST', path: '/api/v1/sync/push', json }, run.scope, lead.access_token));
  if (answer.json?.outcomes?.[0]?.status !== 'applied') throw new Error('the lead cannot start the inspection');
}

async function playStep(run, step) {
  if (step.let) for (const [name, value] of Object.entries(step.let)) run.scope.set(name, run.scope.fill(value));
  if (step.listen) return startListening(run, step.listen);
  if (step.heard) return awaitEvent(run, step.heard);
  if (step.closed) return awaitEnd(run, step.closed);
  if (step.reorder) {
    for (const one of [...step.reorder].reverse()) await playStep(run, one);
    return undefined;
  }
  return step.request ? playRequest(run, step) : undefined;
}

/** The token of who asks: a device of the scenario, a token it names, or nobody. */
function tokenOf(run, step) {
  run.scope.clock = step.as ? run.devices.get(step.as)?.clock ?? 0 : 0;
  if (step.token !== undefined) return run.scope.fill(step.token);
  if (step.as === undefined) return undefined;
  const device = run.devices.get(step.as);
  if (!device) throw new Error(`the scenario has no device ${step.as}`);
  return device.access_token;
}

async function playRequest(run, step) {
  const token = tokenOf(run, step);
  if (step.at_once) return atOnce(run, step, prepare(run.base, step.request, run.scope, token));
  if (step.loop) return loop(run, step, token);
  const until = Date.now() + (step.within_s ?? EVENTUALLY) * 1_000;
  for (;;) {
    const request = prepare(run.base, step.request, run.scope, token);
    // An answer that nobody reads: the server has done its work, and hears the same again.
    if (step.fault?.lose_answer) await exchange(run, request).catch(() => undefined);
    const answer = await exchange(run, request, step.fault);
    if (answer.isCut) return undefined;
    const wrong = expected(run, step.expect, answer);
    if (wrong.length === 0) return take(run, step.take, answer);
    if (!step.eventually || Date.now() > until) throw new Failure(undefined, wrong, run.last);
    await pause(200);
  }
}

async function exchange(run, request, fault) {
  run.last = readable(request, undefined, fault);
  const answer = await send(request, fault);
  run.last = readable(request, answer, fault);
  return answer;
}

/** The same request many times at the same moment. */
async function atOnce(run, step, request) {
  const answers = await Promise.all(Array.from({ length: step.at_once }, () => send(request)));
  const fail = (answer, sentences) => { throw new Failure(undefined, sentences, readable(request, answer)); };
  for (const answer of answers) {
    const wrong = expected(run, step.expect, answer);
    if (wrong.length > 0) fail(answer, wrong);
  }
  for (const { times, expect } of step.of_which ?? []) {
    const found = answers.filter((answer) => expected(run, expect, answer).length === 0).length;
    if (found !== times) fail(answers[0], [`${found} of ${answers.length} answers are like ${JSON.stringify(expect)}, instead of ${times}`]);
  }
  if (step.all_equal) {
    const values = new Set(answers.map((answer) => JSON.stringify(step.all_equal.map((pointer) => at(answer.json, pointer)).find((one) => one !== undefined))));
    if (values.size !== 1) fail(answers[0], [`the answers differ at ${step.all_equal.join(' or ')}: ${[...values].join(', ')}`]);
  }
  return take(run, step.take, answers[0]);
}

/** Asks page after page. */
async function loop(run, step, token) {
  const gathered = Object.fromEntries(Object.keys(step.loop.gather ?? {}).map((name) => [name, []]));
  for (let page = 1; ; page += 1) {
    const answer = await exchange(run, prepare(run.base, step.request, run.scope, token));
    const wrong = expected(run, step.expect, answer);
    if (wrong.length > 0) throw new Failure(undefined, wrong, run.last);
    for (const [name, pointer] of Object.entries(step.loop.gather ?? {})) gathered[name].push(...(at(answer.json, pointer) ?? []));
    take(run, step.loop.take, answer);
    if (at(answer.json, step.loop.while) !== true) {
      for (const [name, list] of Object.entries(gathered)) run.scope.set(name, list);
      run.scope.set('pages', page);
      return take(run, step.take, answer);
    }
    if (page >= (step.loop.at_most ?? 1_000)) throw new Failure(undefined, [`still ${step.loop.while} after ${page} pages`], run.last);
  }
}

/** What is not as expected, as sentences. */
function expected(run, expect, answer) {
  if (expect === undefined) return [];
  const like = (value, pattern, place) => flaws(value, run.scope.fill(pattern), place, run.jwks);
  const wrong = [];
  if (expect.status !== undefined) wrong.push(...like(answer.status, expect.status, 'status'));
  for (const [name, pattern] of Object.entries(expect.headers ?? {})) wrong.push(...like(answer.headers[name.toLowerCase()], pattern, name));
  if (expect.problem !== undefined) {
    wrong.push(...like(answer.headers['content-type'] ?? '', { $regex: '^application/problem\\+json' }, 'Content-Type'));
    wrong.push(...like(answer.json?.code, expect.problem, '/code'));
  }
  if (expect.json !== undefined) wrong.push(...like(answer.json, expect.json, ''));
  if (expect.lines !== undefined) wrong.push(...like(answer.lines, expect.lines, 'lines'));
  if (expect.max_size !== undefined && answer.size > expect.max_size) wrong.push(`the answer has ${answer.size} bytes, more than ${expect.max_size}`);
  if (expect.bytes !== undefined && !answer.bytes.equals(bytesOf(run.scope, expect.bytes))) wrong.push(`the body is not what was expected (${answer.bytes.length} bytes)`);
  return wrong;
}

function take(run, wanted, answer) {
  const missing = takeFrom(run.scope, wanted, answer, run.jwks);
  if (missing) throw new Failure(undefined, [missing], run.last);
}

async function startListening(run, { name, as, token, path }) {
  const request = prepare(run.base, { method: 'GET', path: path ?? '/api/v1/sync/events', headers: { Accept: 'text/event-stream' } }, run.scope, tokenOf(run, { as, token }));
  const heard = listen(request);
  run.listening.set(name, heard);
  await heard.open;
  const wrong = [...flaws(heard.status, 200, 'status'), ...flaws(heard.headers['content-type'] ?? '', { $regex: '^text/event-stream' }, 'Content-Type')];
  if (wrong.length > 0) throw new Failure(undefined, wrong, readable(request));
}

async function awaitEvent(run, { name, event, comment, retry, within_s = EVENTUALLY }) {
  const heard = run.listening.get(name);
  const isThere = () => (event === undefined || heard.events.some((one) => flaws(one, run.scope.fill(event)).length === 0)) &&
    (comment === undefined || heard.comments.some((one) => flaws(one, comment).length === 0)) && (retry === undefined || heard.retry !== undefined);
  await until(isThere, within_s, () => `${name} has not heard ${JSON.stringify(run.scope.fill(event ?? comment ?? 'retry'))}; it heard ${JSON.stringify(heard.events)}${heard.closed ? ', and the answer ended' : ''}`);
}

async function awaitEnd(run, { name, within_s = EVENTUALLY }) {
  await until(() => run.listening.get(name).closed, within_s, () => `the answer to ${name} has not ended within ${within_s} s`);
}

async function until(isTrue, seconds, sentence) {
  const end = Date.now() + seconds * 1_000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Failure(undefined, [sentence()]);
    await pause(50);
  }
}
