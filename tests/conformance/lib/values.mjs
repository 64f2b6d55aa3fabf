// What a scenario writes as a value: variables (`${name}`), and objects with one `$…` member that stand for something computed.

import { createHash, createHmac, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { bundle } from './bundle.mjs';

const FILES = new URL('../files/', import.meta.url);
const WHOLE = /^\$\{([^}]+)\}$/;
const WITHIN = /\$\{([^}]+)\}/g;

/** A UUID of version 7, of the present moment. */
export function uuid7(at = Date.now()) {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return hyphenated(bytes);
}

/** A UUID of version 5 (RFC 9562, 5.5). */
export function uuid5(namespace, name) {
  const space = Buffer.from(namespace.replace(/-/g, ''), 'hex');
  const bytes = createHash('sha1').update(space).update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = 0x50 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return hyphenated(bytes);
}

function hyphenated(bytes) {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The value at a JSON pointer (RFC 6901), undefined where there is none. */
export function at(value, pointer) {
  if (pointer === '') return value;
  const steps = pointer.slice(1).split('/').map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  return steps.reduce((found, step) => (found === null || found === undefined ? undefined : found[step]), value);
}

/** Whether an object stands for something computed. */
export function functionOf(value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const names = Object.keys(value);
  return names.length === 1 && names[0].startsWith('$') ? names[0] : undefined;
}

/** Variables of a scenario. `clock` is how far the clock of the device that speaks is off, in seconds. */
export class Scope {
  constructor(start = {}) {
    this.values = new Map(Object.entries(start));
    this.clock = 0;
  }

  set(name, value) {
    this.values.set(name, value);
  }

  /** A variable; `a.b.c` looks into objects and lists. */
  get(name) {
    const [first, ...rest] = name.split('.');
    if (!this.values.has(first)) throw new Error(`the scenario uses \${${name}} before it has a value`);
    const found = rest.reduce((value, step) => value?.[step], this.values.get(first));
    if (found === undefined) throw new Error(`\${${name}} is nothing`);
    return found;
  }

  /** A value with everything in it computed. */
  fill(value) {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.fill(one));
    if (value === null || typeof value !== 'object') return value;
    const name = functionOf(value);
    if (name !== undefined && Object.hasOwn(FUNCTIONS, name)) return FUNCTIONS[name](this, value[name]);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.fill(one)]));
  }

  text(text) {
    const whole = WHOLE.exec(text);
    if (whole) return this.get(whole[1]);
    return text.replace(WITHIN, (_, name) => String(this.get(name)));
  }
}

const moment = (scope, seconds) => new Date(Date.now() + (scope.clock + seconds) * 1_000);
const hash = (algorithm, bytes, form) => createHash(algorithm).update(bytes).digest(form);

const FUNCTIONS = {
  $uuid7: () => uuid7(),
  $uuid5: (scope, [space, name]) => uuid5(scope.fill(space), scope.fill(name)),
  $now: (scope, seconds) => moment(scope, seconds).toISOString(),
  $today: (scope, days) => moment(scope, days * 86_400).toISOString().slice(0, 10),
  $upper: (scope, text) => scope.fill(text).toUpperCase(),
  $text: (scope, { of, times }) => scope.fill(of).repeat(times),
  $nested: (_, levels) => Array.from({ length: levels }).reduce((inner) => [inner], 0),
  $list: (scope, { of, times }) => Array.from({ length: times }, (_, index) => { scope.set('index', index); return scope.fill(of); }),
  $sum: (scope, parts) => parts.map((part) => scope.fill(part)).reduce((sum, part) => sum + part, 0),
  $join: (scope, lists) => lists.flatMap((list) => scope.fill(list)),
  $base64: (scope, text) => Buffer.from(scope.fill(text), 'utf8').toString('base64'),
  $size: (scope, part) => bytesOf(scope, part).length,
  $sha256: (scope, part) => hash('sha256', bytesOf(scope, part), 'hex'),
  $sha256_base64: (scope, part) => hash('sha256', bytesOf(scope, part), 'base64'),
  $sha1_base64: (scope, part) => hash('sha1', bytesOf(scope, part), 'base64'),
  $digest: (scope, { changes, stream, collection }) => digest(scope.fill(changes), scope.fill(stream), collection),
  $keys: () => { const { privateKey } = generateKeyPairSync('ed25519'); return { ...privateKey.export({ format: 'jwk' }) }; },
  $public: (scope, key) => { const { kty, crv, x } = scope.fill(key); return { kty, crv, x }; },
  $thumbprint: (scope, key) => hash('sha256', JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: scope.fill(key).x }), 'base64url'),
  $token: (scope, parts) => token(scope, parts),
  $bundle: (scope, wanted) => bundleOf(scope, wanted).toString('base64'),
  $jws_part: (scope, { jws, part }) => JSON.parse(Buffer.from(scope.fill(jws).split('.')[part === 'header' ? 0 : 1], 'base64url')),
};

/** Bytes: `{file, from?, to?}`, `{text}`, `{base64}` or `{parts: [bytes, …]}`. `to` is the first byte that is left out. */
export function bytesOf(scope, part) {
  if (part.parts) return Buffer.concat(part.parts.map((one) => bytesOf(scope, one)));
  const whole = part.file !== undefined ? readFileSync(fileURLToPath(new URL(part.file, FILES)))
    : part.base64 !== undefined ? Buffer.from(scope.fill(part.base64), 'base64') : Buffer.from(scope.fill(part.text), 'utf8');
  return whole.subarray(part.from ?? 0, part.to ?? whole.length);
}

/** The digest of a collection in a stream (20 of the protocol) over the changes that pulls told. */
export function digest(changes, stream, collection) {
  const held = new Map();
  for (const one of changes) {
    if (one.stream !== stream || one.collection !== collection) continue;
    if (one.deleted) held.delete(one.id);
    else held.set(one.id, one.change);
  }
  const lines = [...held].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, change]) => `${id} ${change}\n`).join('');
  return { count: held.size, hash: hash('sha256', lines, 'hex') };
}

/** A bundle of `{manifest, ops, files: [{id, of}], key}`, with the faults of lib/bundle.mjs. */
function bundleOf(scope, { manifest, ops, files = [], key, leave_out, alter, add }) {
  const photos = files.map(({ id, of }) => ({ name: `files/${scope.fill(id)}`, bytes: bytesOf(scope, of) }));
  const entries = [{ name: 'ops.json', bytes: Buffer.from(JSON.stringify({ ops: scope.fill(ops) })) }, ...photos];
  const more = add && { name: scope.fill(add.name), bytes: bytesOf(scope, add.of) };
  const named = (name) => (name === undefined ? undefined : scope.fill(name));
  return bundle({ manifest: scope.fill(manifest), entries, key: scope.fill(key), leave_out: named(leave_out), alter: named(alter), add: more });
}

const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A forged access token: the parts of `like` with changes; `sign` says how: `none`, `hmac` (with the public key of `secret`), `key`. */
function token(scope, { like, header = {}, claims = {}, sign: how, secret }) {
  const [head, body, signature] = scope.fill(like).split('.');
  const read = (part) => JSON.parse(Buffer.from(part, 'base64url'));
  const said = `${encode({ ...read(head), ...scope.fill(header) })}.${encode({ ...read(body), ...scope.fill(claims) })}`;
  if (how === 'none') return `${said}.`;
  if (how === 'same') return `${said}.${signature}`;
  if (how === 'hmac') return `${said}.${createHmac('sha256', scope.fill(secret)).update(said).digest('base64url')}`;
  const key = createPrivateKey({ key: scope.fill(secret), format: 'jwk' });
  return `${said}.${sign(null, Buffer.from(said), key).toString('base64url')}`;
}
