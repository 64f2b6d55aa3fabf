// Patterns of answers: what a JSON value has to be like. Plain values must be equal; objects may have more members than are named.

import { createPublicKey, verify } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import { functionOf } from './values.mjs';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const TYPES = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  object: (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
  array: Array.isArray,
  null: (value) => value === null,
  uuid: (value) => typeof value === 'string' && UUID.test(value),
  moment: (value) => typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value)),
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  http_date: (value) => typeof value === 'string' && /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(value),
  sha256: (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
};

const show = (value) => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

/** What is wrong with a value, as sentences; none when it matches. `jwks` are the server's public keys. */
export function flaws(value, pattern, place = '', jwks = []) {
  const name = functionOf(pattern);
  if (name !== undefined) {
    if (!Object.hasOwn(PATTERNS, name)) throw new Error(`no such pattern: ${name}`);
    return PATTERNS[name](value, pattern[name], place, jwks);
  }
  const wrong = () => [`${place || '/'}: ${show(value)} instead of ${show(pattern)}`];
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value) || value.length !== pattern.length) return wrong();
    return pattern.flatMap((one, index) => flaws(value[index], one, `${place}/${index}`, jwks));
  }
  if (pattern !== null && typeof pattern === 'object') {
    if (!TYPES.object(value)) return wrong();
    return Object.entries(pattern).flatMap(([key, one]) => flaws(value[key], one, `${place}/${key}`, jwks));
  }
  return isDeepStrictEqual(value, pattern) ? [] : wrong();
}

/** What is wrong with the entry of a list that is most like a pattern. */
function nearest(list, pattern, place, jwks) {
  const tries = list.map((held, index) => flaws(held, pattern, `${place}/${index}`, jwks)).sort((one, other) => one.length - other.length);
  if (tries[0]?.length === 0) return [];
  return [`${place || '/'}: none of ${list.length} entries is like ${show(pattern)}`, ...(tries[0] ?? []).map((flaw) => `  the nearest: ${flaw}`)];
}

const unless = (holds, place, text) => (holds ? [] : [`${place || '/'}: ${text}`]);

const PATTERNS = {
  $exact: (value, wanted, place) => unless(isDeepStrictEqual(value, wanted), place, `${show(value)} instead of exactly ${show(wanted)}`),
  $type: (value, type, place) => {
    if (!Object.hasOwn(TYPES, type)) throw new Error(`no such type: ${type}`);
    return unless(TYPES[type](value), place, `${show(value)} is no ${type}`);
  },
  $absent: (value, _, place) => unless(value === undefined, place, `${show(value)} should not be there`),
  $one_of: (value, patterns, place, jwks) => {
    const tries = patterns.map((one) => flaws(value, one, place, jwks));
    return tries.some((found) => found.length === 0) ? [] : [`${place || '/'}: ${show(value)} is none of ${show(patterns)}`, ...tries[0]];
  },
  $all_of: (value, patterns, place, jwks) => patterns.flatMap((one) => flaws(value, one, place, jwks)),
  $not: (value, pattern, place, jwks) => unless(flaws(value, pattern, place, jwks).length > 0, place, `${show(value)} is like ${show(pattern)}`),
  $regex: (value, text, place) => unless(typeof value === 'string' && new RegExp(text, 'u').test(value), place, `${show(value)} is not like ${text}`),
  $min: (value, least, place) => unless(typeof value === 'number' && value >= least, place, `${show(value)} is below ${least}`),
  $max: (value, most, place) => unless(typeof value === 'number' && value <= most, place, `${show(value)} is above ${most}`),
  $length: (value, pattern, place, jwks) => (value?.length === undefined ? unless(false, place, `${show(value)} has no length`) : flaws(value.length, pattern, `${place}(length)`, jwks)),
  $has: (value, patterns, place, jwks) => {
    if (!Array.isArray(value)) return unless(false, place, `${show(value)} is no list`);
    return patterns.flatMap((one) => nearest(value, one, place, jwks));
  },
  $none: (value, pattern, place, jwks) => {
    if (!Array.isArray(value)) return unless(false, place, `${show(value)} is no list`);
    return value.flatMap((held, index) => unless(flaws(held, pattern, place, jwks).length > 0, `${place}/${index}`, `${show(held)} should not be there`));
  },
  $every: (value, pattern, place, jwks) => {
    if (!Array.isArray(value)) return unless(false, place, `${show(value)} is no list`);
    return value.flatMap((held, index) => flaws(held, pattern, `${place}/${index}`, jwks));
  },
  $unordered: (value, patterns, place, jwks) => {
    if (!Array.isArray(value) || value.length !== patterns.length) return unless(false, place, `${show(value)} instead of ${patterns.length} entries`);
    return PATTERNS.$has(value, patterns, place, jwks);
  },
  $jws: (value, { header = {}, payload = {} }, place, jwks) => {
    const read = readJws(value, jwks);
    if (read.flaw) return unless(false, place, read.flaw);
    return [...flaws(read.header, header, `${place}(header)`, jwks), ...flaws(read.payload, payload, `${place}(payload)`, jwks)];
  },
};

/** Reads a JWS in its compact form (RFC 7515) and checks its Ed25519 signature against the keys. */
export function readJws(text, jwks) {
  if (typeof text !== 'string' || text.split('.').length !== 3) return { flaw: `${show(text)} is no JWS in compact form` };
  const [head, body, signature] = text.split('.');
  try {
    const header = JSON.parse(Buffer.from(head, 'base64url'));
    const payload = JSON.parse(Buffer.from(body, 'base64url'));
    const jwk = jwks.find((key) => key.kid === header.kid);
    if (header.alg !== 'EdDSA' || !jwk) return { flaw: `no key for ${show(header)} among ${show(jwks)}` };
    const key = createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' });
    const isRight = verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
    return isRight ? { header, payload } : { flaw: 'the signature is wrong' };
  } catch (failure) {
    return { flaw: `${show(text)} cannot be read: ${failure.message}` };
  }
}
