#!/usr/bin/env node
// Plays the scenarios of this folder against a server, or stands in for one. See README.md.

import { parseArgs } from 'node:util';

import { Failure, play } from './lib/play.mjs';
import { scenarios } from './lib/scenarios.mjs';
import { serve } from './lib/serve.mjs';
import { Tap } from './lib/tap.mjs';
import { readWorld } from './lib/world.mjs';

const USAGE = `node run.mjs BASE_URL [--world world.json] [--only pattern] [--strict]   plays the scenarios against a server
node run.mjs --serve [--port 8099] [--only pattern]                        stands in for a server, for tests of a client
node run.mjs --list [--only pattern]                                       names the scenarios`;

async function main() {
  const options = {
    world: { type: 'string', default: 'world.json' }, only: { type: 'string', default: '' }, port: { type: 'string', default: '8099' },
    serve: { type: 'boolean', default: false }, list: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false },
  };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const chosen = scenarios(values.only);
  if (values.list) {
    for (const { name, title } of chosen) console.log(`${name}: ${title}`);
    return 0;
  }
  if (values.serve) {
    const { address } = await serve(chosen, Number(values.port));
    console.log(`${chosen.length} scenarios at ${address}: POST ${address}/conformance/play {"scenario": "${chosen[0]?.name}"} begins one`);
    return undefined;
  }
  if (positionals.length !== 1 || chosen.length === 0) {
    console.error(chosen.length === 0 ? `no scenario is like ${values.only}` : USAGE);
    return 2;
  }
  return playAll(chosen, positionals[0], readWorld(values.world), values.strict);
}

/** Exit code: 0 when everything holds, 1 otherwise. With `strict`, what the world cannot give is a failure too. */
async function playAll(chosen, base, world, isStrict) {
  const tap = new Tap(chosen.length);
  for (const scenario of chosen) {
    const name = `${scenario.name}: ${scenario.title}`;
    const place = world.placeFor(scenario);
    if (place.lacks) {
      if (isStrict) tap.fail(name, { message: place.lacks });
      else tap.skip(name, place.lacks);
      continue;
    }
    const start = performance.now();
    try {
      await play(scenario, base, place);
      tap.ok(name, performance.now() - start);
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      tap.fail(name, failure);
    }
  }
  console.log(`# ${chosen.length - tap.bad - tap.skipped} hold, ${tap.bad} do not, ${tap.skipped} were left out`);
  return tap.bad === 0 ? 0 : 1;
}

main().then(
  (code) => { if (code !== undefined) process.exit(code); },
  (failure) => { console.error(failure.message); process.exit(2); },
);
