// Reads the scenario files and looks whether each is written as `scenario.schema.json` says.

import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { breaches } from './schema.mjs';

const FOLDER = fileURLToPath(new URL('../scenarios/', import.meta.url));
const SCHEMA = fileURLToPath(new URL('../scenario.schema.json', import.meta.url));

/** All scenarios whose name holds `pattern`, in the order of their names: `{name, …}` with name `<group>/<file>`. */
export function scenarios(pattern = '') {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const wanted = new RegExp(pattern);
  const found = [];
  for (const group of readdirSync(FOLDER).sort()) {
    for (const file of readdirSync(`${FOLDER}${group}`).filter((one) => one.endsWith('.json')).sort()) {
      const name = `${group}/${file.slice(0, -'.json'.length)}`;
      if (wanted.test(name)) found.push({ name, ...readOne(`${FOLDER}${group}/${file}`, schema) });
    }
  }
  return found;
}

function readOne(path, schema) {
  let scenario;
  try {
    scenario = JSON.parse(readFileSync(path, 'utf8'));
  } catch (failure) {
    throw new Error(`${path}: ${failure.message}`);
  }
  const wrong = breaches(scenario, schema);
  if (wrong.length > 0) throw new Error(`${path} is not written as scenario.schema.json says:\n  ${wrong.join('\n  ')}`);
  return scenario;
}
