// Stands in for the server in one scenario: takes what the scenario sends, in its order, and answers what the scenario expects.

import { generateKeyPairSync } from 'node:crypto';

import { Deferred, bind, bindPath } from './binding.mjs';
import { readBundle } from './bundle.mjs';
import { share, supply } from './filling.mjs';
import { jws, merged, sample } from './samples.mjs';
import { take } from './take.mjs';
import { bytesOf, uuid7 } from './values.mjs';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
/** The key of the stand-in. */
export const KEY = { privateKey, jwk: { kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', kid: 'stand-in', x: publicKey.export({ format: 'jwk' }).x } };

/** One scenario while it is played to a client. */
export class StandIn {
  constructor(scenario, world) {
    Object.assign(this, { scenario, world, complaints: [], listeners: new Map(), known: new Map(), sessions: new Map(), change: 100 });
    this.steps = scenario.steps.map((step) => ({ ...step, left: step.at_once ?? 1, given: 0 }));
    this.scope = new Deferred({ ...world, jwks: { keys: [KEY.jwk] } }, scenario.let ?? {});
    this.waiting = Object.entries(scenario.devices ?? {});
    this.enter();
  }

  /** The step that is next, or undefined when all were taken. */
  get step() {
    return this.steps[0];
  }

  /** Computes the variables of the step that is next, and does what the server does by itself. */
  enter() {
    for (let step = this.step; step; step = this.step) {
      if (step.reorder) this.steps.splice(0, 1, ...step.reorder.map((one) => ({ ...one, left: 1, given: 0, together: step.title })));
      else if (step.heard) this.speak(this.steps.shift().heard);
      else if (step.closed) this.listeners.get(this.steps.shift().closed.name)?.end();
      else {
        for (const [name, value] of Object.entries(step.let ?? {})) this.scope.give(name, value);
        if (!step.only_let) return;
        this.steps.shift();
      }
    }
  }

  /** Signs a device of the scenario in, in the order in which they are written there. */
  signIn({ username, device = {} } = {}) {
    const person = Object.entries(this.world.people).find(([, one]) => one.username === username);
    if (!person) return undefined;
    const next = this.waiting.findIndex(([, one]) => one.person === person[0]);
    const session = this.session(person[1], device.id ?? uuid7());
    if (next >= 0 && device.id === undefined) {
      const [[name]] = this.waiting.splice(next, 1);
      this.scope.set(name, session);
    }
    return session;
  }

  session({ id, username }, device_id) {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { sub: id, dev: device_id, iss: 'https://stand-in.example', aud: 'soat', iat: now, exp: now + 900 };
    const user = { id, username, display_name: username, title: '', locale: 'vi', organisation_id: uuid7() };
    const access_token = jws({ typ: 'JWT', alg: 'EdDSA', kid: KEY.jwk.kid }, { ...claims, jti: uuid7() }, KEY);
    return { access_token, refresh_token: uuid7(), token_type: 'Bearer', expires_at: new Date((now + 900) * 1_000).toISOString(), expires_in: 900, device_id, user, user_id: id };
  }

  /** What differs between a request and a step, as sentences. */
  differences(step, request) {
    if (!step?.request) return [`the scenario has ${step ? `the step "${step.title}"` : 'ended'}`];
    if (step.request.method !== request.method) return [`the method is ${request.method} where the scenario has ${step.request.method}`];
    if (!bindPath(this.scope, step.request.path, request.path)) return [`the path is ${request.path} where the scenario has ${step.request.path}`];
    const wrong = [...this.differencesOfToken(step, request)];
    for (const [name, value] of Object.entries(step.request.headers ?? {})) {
      if (value === null || /^(accept-encoding|upload-checksum|content-type)$/i.test(name)) continue;
      const sent = request.headers[name.toLowerCase()];
      if (String(this.scope.fill(value)) !== (sent ?? '')) wrong.push(`the header ${name} is ${sent} where the scenario has ${this.scope.fill(value)}`);
    }
    const isAltered = step.fault?.truncate !== undefined || step.fault?.flip_byte !== undefined || step.fault?.cut_after !== undefined;
    const carried = !isAltered && step.let?.bundle?.$bundle;
    if (carried) wrong.push(...this.differencesOfBundle(carried, request));
    if (step.request.json !== undefined && !isAltered) wrong.push(...bind(this.scope, step.request.json, request.json, 'body'));
    return wrong;
  }

  /** Of a bundle the operations are compared; what is wrong with it on purpose is not. */
  differencesOfBundle({ ops, manifest, files = [], alter }, request) {
    const { ops: sent, manifest: said } = readBundle(request.bytes);
    const wrong = bind(this.scope, manifest.bundle_id, said?.bundle_id, 'manifest/bundle_id');
    const named = (said?.parts ?? []).slice(1).map(({ name }) => name.slice('files/'.length));
    files.forEach(({ id }, index) => wrong.push(...bind(this.scope, id, named[index], `files/${index}`)));
    return alter === 'ops.json' ? wrong : [...wrong, ...bind(this.scope, ops, sent, 'ops')];
  }

  differencesOfToken(step, request) {
    if (step.token !== undefined && typeof step.token !== 'string') return [];
    const wanted = step.token !== undefined ? this.scope.fill(step.token) : step.as === undefined ? undefined : this.scope.get(step.as).access_token;
    const sent = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1];
    return wanted === sent ? [] : [`the access token is not that of ${step.as ?? step.token ?? 'nobody: the scenario sends none'}`];
  }

  /** The step that a request is, of those that may come now, or why it is none. */
  find(request) {
    const group = this.step?.together;
    const candidates = group ? this.steps.filter((one) => one.together === group) : [this.step];
    // A burst may be shorter than in the scenario: then the step after it comes.
    if (this.step?.at_once && this.step.given > 0) candidates.push(this.steps[1]);
    const tries = candidates.map((step) => ({ step, wrong: this.differences(step, request) }));
    const found = tries.find(({ wrong }) => wrong.length === 0);
    if (!found) this.complaints.push(...tries[0].wrong);
    return found?.step ?? { wrong: tries[0].wrong };
  }

  /** Takes a step off the list. */
  done(step) {
    step.given += 1;
    step.left -= 1;
    if (step.left > 0) return;
    // What comes before a step that is not one of a group was a burst that ended early.
    const rest = this.steps.slice(this.steps.indexOf(step) + 1);
    this.steps = step.together ? this.steps.filter((one) => one !== step) : rest;
    this.enter();
  }

  /** The answer to a request that is a step: status, headers, body; and the variables that it gives. */
  answer(step, request) {
    const expect = this.expectation(step);
    const status = sample(expect.status ?? 200, KEY);
    const { location, ...named } = expect.headers ?? {};
    const headers = sample(this.scope.fill(named), KEY);
    if (location !== undefined) headers.location = `/api/v1/uploads/${uuid7()}`;
    const answer = { status, headers: { 'tus-resumable': '1.0.0', ...headers } };
    this.remember(request.json);
    if (expect.bytes !== undefined) answer.bytes = bytesOf(this.scope, expect.bytes);
    else if (expect.lines !== undefined) answer.lines = sample(this.scope.fill(expect.lines), KEY).map((one) => (one.cursor ? one : this.wholeChange(one)));
    else if (status !== 204 && status !== 304 && request.method !== 'HEAD') answer.json = this.body(step, expect, status, request);
    for (const from of Object.values(step.take ?? {})) supply(this.scope, from, answer, KEY);
    if (step.all_equal) share(step, answer.json);
    if (step.loop) {
      for (const [name, pointer] of Object.entries(step.loop.gather ?? {})) this.scope.set(name, answer.json[pointer.slice(1)] ?? []);
      this.scope.set('pages', 1);
      take(this.scope, step.loop.take, answer, [KEY.jwk]);
    }
    const missing = take(this.scope, step.take, answer, [KEY.jwk]);
    if (missing) throw new Error(`${step.title}: ${missing}`);
    return answer;
  }

  /** What is expected of this answer: of a burst, the next kind. */
  expectation(step) {
    let seen = 0;
    const kind = (step.of_which ?? []).find(({ times }) => (seen += times) > step.given);
    const { json, ...rest } = kind?.expect ?? {};
    return { ...step.expect, ...rest, ...(json === undefined ? {} : { json: merged(step.expect?.json ?? {}, json) }) };
  }

  body(step, expect, status, request) {
    const said = expect.json === undefined ? {} : sample(this.scope.fill(expect.json), KEY);
    if (status >= 400 || expect.problem !== undefined) {
      const code = expect.problem === undefined ? 'refused' : sample(this.scope.fill(expect.problem), KEY);
      return merged({ type: `/problems/${code}`, title: code, status, detail: step.title, code, remedy: '', params: {}, errors: [] }, said);
    }
    if (/\/sync\/pull$/.test(request.path)) return this.pulled(said, step);
    if (/\/sync\/push$/.test(request.path)) return this.pushed(said, request.json, sampleOfEvery(this.scope.fill(expect.json ?? {})));
    if (/\/auth\/(sign-in|refresh)$/.test(request.path)) return this.signedIn(said, request.json);
    return said;
  }

  pulled(said, step) {
    const empty = { changes: [], streams_removed: [], cursor: uuid7(), has_more: false, pending_ops: 0, next_poll_s: 60, server_time: new Date().toISOString() };
    const page = merged(empty, said);
    if (step.loop) page.has_more = false;
    return { ...page, changes: page.changes.map((one) => this.wholeChange(one)) };
  }

  /** A change with what the scenario leaves open: from what the client has written, as far as that is known. */
  wholeChange(one) {
    const written = this.known.get(one.id) ?? {};
    const isDeleted = one.deleted ?? one.record === null;
    const record = isDeleted ? null : merged({ id: one.id, inspection_id: this.world.inspection, ...written.fields }, one.record ?? {});
    return { stream: this.world.stream, collection: written.collection ?? 'attendees', id: uuid7(), change: (this.change += 1), ...one, deleted: isDeleted, record };
  }

  pushed(said, body, every) {
    const ops = Array.isArray(body?.ops) ? body.ops : [];
    const whole = ops.map((op, index) => this.wholeOutcome(op, said.outcomes?.[index] ?? every ?? { status: 'applied' }));
    const receipt = said.receipt ?? jws({ typ: 'soat-receipt', alg: 'EdDSA', kid: KEY.jwk.kid }, { iat: Math.floor(Date.now() / 1_000), inspections: [] }, KEY);
    return { server_time: new Date().toISOString(), ...said, receipt, outcomes: whole };
  }

  /** An outcome with what the scenario leaves open. */
  wholeOutcome(op, said) {
    const record = { id: op?.id, ...this.known.get(op?.id)?.fields };
    const change = ['applied', 'merged', 'conflict'].includes(said.status) ? { change: (this.change += 1) } : {};
    const seen = ['merged', 'conflict'].includes(said.status) ? { record: merged(record, said.record ?? {}) } : {};
    const contest = said.status === 'conflict' ? { conflict_id: uuid7() } : {};
    return { op_id: op?.op_id ?? null, ...change, ...contest, ...said, ...seen };
  }

  signedIn(said, { username, device = {} } = {}) {
    const person = Object.values(this.world.people).find((one) => one.username === username) ?? this.world.people.lead;
    const fresh = this.session(person, said.device_id ?? device.id ?? uuid7());
    const { access_token: _, refresh_token: __, ...rest } = said;
    return merged(fresh, rest);
  }

  remember(body) {
    for (const { id, collection, fields } of Array.isArray(body?.ops) ? body.ops : []) {
      const before = this.known.get(id);
      if (collection) this.known.set(id, { collection, fields: { ...before?.fields, ...fields } });
    }
  }

  /** Somebody listens to events: `write` sends, `end` ends. */
  listen(write, end) {
    const { name } = this.step.listen;
    this.listeners.set(name, { write, end });
    write('retry: 5000\n: listening\n\n');
    this.steps.shift();
    this.enter();
  }

  speak({ name, event, comment }) {
    const listener = this.listeners.get(name);
    if (comment !== undefined) listener?.write(':\n\n');
    if (event === undefined) return;
    const { event: kind, data } = sample(this.scope.fill(event), KEY);
    listener?.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}

/** What every outcome is like, where the scenario says that of all at once. */
function sampleOfEvery({ outcomes }) {
  const every = outcomes?.$every ?? outcomes?.$all_of?.find((one) => one.$every)?.$every;
  return every === undefined ? undefined : sample(every, KEY);
}
