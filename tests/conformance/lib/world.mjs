// What a scenario finds on the server before it begins: people, inspections that wait for it, and what only the operator can make.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { breaches } from './schema.mjs';

const SCHEMA = fileURLToPath(new URL('../world.schema.json', import.meta.url));

/** Reads a world and hands its inspections out, each to one scenario. */
export function readWorld(path) {
  const world = JSON.parse(readFileSync(path, 'utf8'));
  const wrong = breaches(world, JSON.parse(readFileSync(SCHEMA, 'utf8')));
  if (wrong.length > 0) throw new Error(`${path} is not written as world.schema.json says:\n  ${wrong.join('\n  ')}`);
  return new World(world);
}

class World {
  constructor(world) {
    this.world = world;
    this.free = world.teams.flatMap((team) => team.inspections.map((inspection) => ({ team, inspection })));
  }

  /** What the scenario's variables begin with, or the reason why this world cannot give it. */
  placeFor(scenario) {
    const { teams: _, ...rest } = this.world;
    const missing = (scenario.needs ?? []).filter((name) => rest.extras?.[name] === undefined);
    if (missing.length > 0) return { lacks: `the world has no ${missing.join(', ')}` };
    const next = this.free.shift();
    if (!next) return { lacks: 'the world has no inspection left' };
    const { inspection, team } = next;
    const people = { ...rest.people, ...team.people };
    return { values: { ...rest.extras, items: rest.items, people, inspection, stream: `inspection:${inspection}` } };
  }
}
