// What a scenario takes of answers without fixing it: the stand-in puts a value there.

import { flaws } from './patterns.mjs';
import { sample } from './samples.mjs';
import { at, uuid7 } from './values.mjs';

/** Puts a value where the scenario takes one that it does not fix. */
export function supply(scope, from, answer, key) {
  const fresh = (name) => (/version|change|next_poll_s/.test(name) ? 1 : uuid7());
  if (from.header !== undefined) answer.headers[from.header.toLowerCase()] ??= `/api/v1/uploads/${uuid7()}`;
  if (typeof from === 'string' && at(answer.json, from) === undefined) put((answer.json ??= {}), from.slice(1).split('/'), fresh(from));
  if (from.in !== undefined) {
    if (at(answer.json, from.in) === undefined) put((answer.json ??= {}), from.in.slice(1).split('/'), []);
    const list = at(answer.json, from.in);
    const pattern = scope.fill(from.where);
    let entry = list.find((one) => flaws(one, pattern).length === 0);
    if (!entry) list.push((entry = sample(pattern, key)));
    const name = (from.at ?? '').slice(1);
    if (name !== '') entry[name] ??= fresh(name);
  }
}

/** Gives every answer of a burst the value that the first one has. */
export function share(step, json) {
  const found = step.all_equal.find((pointer) => at(json, pointer) !== undefined) ?? step.all_equal[0];
  step.shared ??= at(json, found);
  put(json, found.slice(1).split('/'), step.shared);
}

function put(value, [step, ...rest], last) {
  if (rest.length === 0) value[step] = last;
  else put((value[step] ??= /^\d+$/.test(rest[0]) ? [] : {}), rest, last);
}
