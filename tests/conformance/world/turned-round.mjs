// The runner plays every scenario against the stand-in: what a scenario fixes of the answers is enough to answer it.

import { parseArgs } from 'node:util';

import { Failure, play } from '../lib/play.mjs';
import { scenarios } from '../lib/scenarios.mjs';
import { serve } from '../lib/serve.mjs';
import { Tap } from '../lib/tap.mjs';

async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string', default: '' } }, strict: false });
  const chosen = scenarios(values.only);
  const { address, world, close } = await serve(chosen, 0);
  const tap = new Tap(chosen.length);
  for (const scenario of chosen) {
    const name = `${scenario.name}, turned round`;
    const start = performance.now();
    const body = JSON.stringify({ scenario: scenario.name });
    await fetch(`${address}/conformance/play`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    try {
      // The inspection of the stand-in has begun: that the lead begins it is no step.
      await play({ ...scenario, begun: false }, address, { values: world });
      const { is_over, next, complaints } = await (await fetch(`${address}/conformance/state`)).json();
      if (!is_over) throw new Failure('the end', [`the stand-in waits for "${next}"`, ...complaints]);
      tap.ok(name, performance.now() - start);
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      tap.fail(name, failure);
    }
  }
  close();
  return tap.bad === 0 ? 0 : 1;
}

main().then((code) => process.exit(code), (failure) => { console.error(failure); process.exit(1); });
