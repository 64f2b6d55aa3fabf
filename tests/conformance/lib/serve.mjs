// The scenarios as a server that a client is tested against: one scenario at a time is chosen, and played to whoever asks.

import http from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';

import { KEY, StandIn } from './stand-in.mjs';
import { uuid7 } from './values.mjs';

/** Starts the stand-in. `world` is what scenarios begin with; one is made up unless given. */
export function serve(scenarios, port, world = madeUp()) {
  const state = { scenarios: new Map(scenarios.map((one) => [one.name, one])), world, playing: undefined };
  const server = http.createServer((asked, answering) => {
    handle(state, asked, answering).catch((failure) => {
      state.playing?.complaints.push(failure.message);
      say(answering, 500, { code: 'stand-in-failed', detail: failure.message }, 'application/problem+json');
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      resolve({ address: `http://127.0.0.1:${server.address().port}`, world, close: () => { server.closeAllConnections(); server.close(); } });
    });
  });
}

/** People and an inspection that are nowhere but here. */
function madeUp() {
  const person = (name) => ({ id: uuid7(), username: name, password: 'Kiem-tra-thu-2026' });
  const people = Object.fromEntries(['administrator', 'office', 'outsider', 'unit_secretary', 'unit_head', 'lead', 'secretary', 'member', 'observer'].map((name) => [name, person(name)]));
  const items = { verdict: 'one.verdict', second: 'two.verdict', text: 'three.text', number: 'four.number', table: 'five.samples' };
  const inspection = uuid7();
  const expired_upload = { path: `/api/v1/uploads/${uuid7()}`, username: 'lead', password: people.lead.password };
  return { people, items, inspection, stream: `inspection:${inspection}`, expired_token: 'expired', foreign_token: 'foreign', expired_upload };
}

async function handle(state, asked, answering) {
  const path = asked.url;
  if (path === '/conformance/scenarios') return say(answering, 200, [...state.scenarios.values()].map(({ name, title }) => ({ name, title })));
  if (path === '/conformance/play' && asked.method === 'POST') return choose(state, await bodyOf(asked), answering);
  const playing = state.playing;
  if (!playing) return say(answering, 409, { code: 'no-scenario', detail: 'POST /conformance/play {"scenario": "…"} first' });
  if (path === '/conformance/state') return say(answering, 200, stateOf(playing));
  if (path === '/.well-known/jwks.json' && playing.step?.request?.path !== path) return say(answering, 200, { keys: [KEY.jwk] });
  if (playing.step?.listen && path === (playing.step.listen.path ?? '/api/v1/sync/events')) return listen(playing, answering);
  return answerStep(playing, asked, answering);
}

function choose(state, bytes, answering) {
  const { scenario: name } = JSON.parse(bytes.toString('utf8') || '{}');
  const scenario = state.scenarios.get(name);
  if (!scenario) return say(answering, 404, { code: 'no-such-scenario', detail: `no scenario ${name}` });
  state.playing = new StandIn(scenario, state.world);
  return say(answering, 200, { title: scenario.title, world: state.world, devices: scenario.devices ?? {} });
}

function stateOf(playing) {
  const is_over = playing.steps.length === 0 && playing.complaints.length === 0;
  return { scenario: playing.scenario.name, is_over, next: playing.step?.title ?? null, left: playing.steps.length, complaints: playing.complaints };
}

async function answerStep(playing, asked, answering) {
  const cut = playing.step?.fault?.cut_after;
  if (cut !== undefined && asked.method === playing.step.request.method && asked.url !== '/api/v1/auth/sign-in') return breakOff(playing, asked, cut);
  const bytes = await bodyOf(asked);
  const request = { method: asked.method, path: asked.url, headers: asked.headers, bytes, json: jsonOf(asked, bytes) };
  if (asked.url === '/api/v1/auth/sign-in' && playing.waiting.length > 0) {
    const session = playing.signIn(request.json ?? {});
    if (session) return say(answering, 200, session);
  }
  const step = playing.find(request);
  if (step.wrong) return say(answering, 409, { type: '/problems/not-in-scenario', code: 'not-in-scenario', title: 'Not in the scenario', status: 409, detail: step.wrong.join('; ') }, 'application/problem+json');
  if (step.fault?.lose_answer && !step.isLost) {
    step.isLost = true;
    return asked.socket.destroy();
  }
  const answer = playing.answer(step, request);
  playing.done(step);
  if (answer.lines) return send(answering, answer, Buffer.from(answer.lines.map((line) => `${JSON.stringify(line)}\n`).join('')), 'application/x-ndjson');
  if (answer.bytes) return send(answering, answer, answer.bytes, 'application/octet-stream');
  if (answer.json === undefined) return send(answering, answer, Buffer.alloc(0));
  const type = answer.status >= 400 ? 'application/problem+json' : 'application/json';
  return send(answering, answer, Buffer.from(JSON.stringify(answer.json)), type);
}

/** The network breaks within the body. */
function breakOff(playing, asked, after) {
  let come = 0;
  const over = () => {
    if (playing.step?.fault?.cut_after === after) playing.done(playing.step);
    asked.socket.destroy();
  };
  asked.on('data', (piece) => { if ((come += piece.length) >= after) over(); });
  asked.on('error', () => undefined).on('close', () => undefined);
}

function listen(playing, answering) {
  answering.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  playing.listen((text) => answering.write(text), () => answering.end());
}

async function bodyOf(asked) {
  const pieces = [];
  for await (const piece of asked) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  return asked.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
}

function jsonOf(asked, bytes) {
  if (!/json/.test(asked.headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function say(answering, status, value, type = 'application/json') {
  return send(answering, { status, headers: {} }, Buffer.from(JSON.stringify(value)), type);
}

function send(answering, { status, headers }, bytes, type) {
  const own = type && bytes.length > 0 ? { 'content-type': type } : {};
  const { 'content-encoding': encoding, ...others } = headers;
  if (encoding === 'gzip') return send(answering, { status, headers: { ...others, 'Content-Encoding': 'gzip' } }, gzipSync(bytes), type);
  answering.writeHead(status, { 'cache-control': 'no-store', ...own, ...others, ...(status === 204 || status === 304 ? {} : { 'content-length': bytes.length }) });
  answering.end(answering.req.method === 'HEAD' ? undefined : bytes);
}
