// The other way round: a value that is as a pattern says, for the stand-in to answer with.

import { sign } from 'node:crypto';

import { flaws } from './patterns.mjs';
import { functionOf, uuid7 } from './values.mjs';

let counter = 100;
const TYPES = {
  string: () => 'text', number: () => 1, integer: () => (counter += 1), boolean: () => false, object: () => ({}), array: () => [], null: () => null,
  uuid: () => uuid7(), moment: () => new Date().toISOString(), date: () => new Date().toISOString().slice(0, 10), sha256: () => '0'.repeat(64),
  http_date: () => new Date().toUTCString(),
};
const LISTS = ['$length', '$every', '$has', '$none', '$unordered'];

/** A value like the pattern, whose variables are filled in. `key` signs: `{kid, jwk, privateKey}`. Throws where none can be made. */
export function sample(pattern, key) {
  const name = functionOf(pattern);
  if (name === undefined) {
    if (Array.isArray(pattern)) return pattern.map((one) => sample(one, key));
    if (pattern === null || typeof pattern !== 'object') return pattern;
    const members = Object.entries(pattern).map(([member, one]) => [member, sample(one, key)]);
    return Object.fromEntries(members.filter(([, value]) => value !== undefined));
  }
  const made = SAMPLES[name](pattern[name], key);
  const wrong = flaws(made, pattern, '', [key.jwk]);
  if (wrong.length > 0) throw new Error(`no value can be made for ${JSON.stringify(pattern)}: ${wrong[0]}`);
  return made;
}

const SAMPLES = {
  $exact: (value) => value,
  $type: (type) => TYPES[type](),
  $absent: () => undefined,
  $one_of: (patterns, key) => sample(patterns[0], key),
  $all_of: (patterns, key) => together(patterns, key),
  $not: (pattern) => [uuid7(), 'another', 0, null].find((one) => flaws(one, pattern).length > 0),
  $regex: (text) => likely(text),
  $min: (least) => least,
  $max: (most) => Math.min(most, 1),
  $length: (pattern, key) => Array.from({ length: sample(pattern, key) }, () => ({})),
  $has: (patterns, key) => patterns.map((one) => sample(one, key)),
  $unordered: (patterns, key) => patterns.map((one) => sample(one, key)),
  $none: () => [],
  $every: () => [],
  $jws: ({ header = {}, payload = {} }, key) => jws({ alg: 'EdDSA', ...sample(header, key), kid: key.jwk.kid }, sample(payload, key), key),
};

/** Signs a statement as the stand-in. */
export function jws(header, payload, key) {
  const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const said = `${encode(header)}.${encode(payload)}`;
  return `${said}.${sign(null, Buffer.from(said), key.privateKey).toString('base64url')}`;
}

/** A value for several patterns at once: a list that has, and is as long as, and whose entries are; or the first that fits all. */
function together(patterns, key) {
  if (patterns.some((one) => LISTS.includes(functionOf(one)))) {
    const of = (name) => patterns.find((one) => functionOf(one) === name)?.[name];
    const list = (of('$has') ?? of('$unordered') ?? []).map((one) => sample(one, key));
    const wanted = of('$length') === undefined ? list.length : sample(of('$length'), key);
    while (list.length < wanted) list.push(of('$every') === undefined ? {} : sample(of('$every'), key));
    return list.map((one) => (of('$every') === undefined ? one : merged(sample(of('$every'), key), one)));
  }
  const each = patterns.map((one) => sample(one, key));
  const words = each.every((one) => typeof one === 'string') ? [each.join(',').replace(/,+/g, ',')] : [];
  return [...each, ...words].find((one) => flaws(one, { $all_of: patterns }).length === 0);
}

/** A text for a simple regular expression. */
function likely(text) {
  return text
    .replace(/\(([^()|]*)\|[^()]*\)/g, '$1').replace(/\(([^()]*)\)\?/g, '').replace(/\[0-9a-f-\]\{36\}/g, uuid7()).replace(/\\d\+/g, '1')
    .replace(/^\^|\$$/g, '').replace(/\|.*$/, '').replace(/[\^$]/g, '').replace(/\\(.)/g, '$1');
}

/** Two JSON values laid over each other, the second on top. */
export function merged(below, above) {
  const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
  if (!isObject(below) || !isObject(above)) return above === undefined ? below : above;
  const members = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(members.map((name) => [name, merged(below[name], above[name])]));
}
