// Parts of an answer that become variables.

import { flaws } from './patterns.mjs';
import { at } from './values.mjs';

/** Sets the variables of `wanted` from an answer. Gives what was not there, as a sentence, or undefined. */
export function take(scope, wanted, answer, jwks) {
  for (const [name, from] of Object.entries(wanted ?? {})) {
    const found = typeof from === 'string' ? at(answer.json, from) : chosen(scope, from, answer, jwks);
    if (found === undefined) return `there is nothing at ${JSON.stringify(from)} to go on with`;
    scope.set(name, found);
  }
  return undefined;
}

function chosen(scope, from, answer, jwks) {
  if (from.header) return answer.headers[from.header.toLowerCase()];
  if (from.lines) return answer.lines;
  const pattern = scope.fill(from.where);
  const entry = (at(answer.json, from.in) ?? []).find((one) => flaws(one, pattern, '', jwks).length === 0);
  return entry === undefined ? undefined : at(entry, from.at ?? '');
}
