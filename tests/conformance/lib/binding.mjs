// What a client sends, laid against what the scenario sends: whether it is the same, and which variables become known by it.

import { isDeepStrictEqual } from 'node:util';

import { Scope, functionOf } from './values.mjs';

/** Values that a client makes itself: known once it has sent them. */
const MADE_BY_CLIENT = ['$uuid7', '$keys', '$now', '$today', '$bundle'];
/** Members that are a client's own affair: its counting, and what it says of itself. */
const OWN_AFFAIR = ['counter', 'at', 'device_time', 'app_version', 'outbox'];
/** Values that a client may well send in another way, or that are too artificial to ask of it. */
const FREE = ['$token', '$keys', '$public', '$nested'];

/** The variables of a scenario whose values come from the client or from the answers that were made for it. */
export class Deferred extends Scope {
  constructor(start, later) {
    super(start);
    this.later = new Map(Object.entries(later));
  }

  /** A variable that a step gives: computed now, or known once the client has sent it. */
  give(name, value) {
    this.values.delete(name);
    this.later.set(name, value);
    if (!this.isOpen(name)) this.get(name);
  }

  /** Whether the client has still to say what it is: its own value, or one that is computed of such a value. */
  isOpen(name) {
    if (this.values.has(name) || !this.later.has(name)) return false;
    const made = this.later.get(name);
    return MADE_BY_CLIENT.includes(functionOf(made)) || this.restsOnOpen(made);
  }

  restsOnOpen(template) {
    return [...JSON.stringify(template).matchAll(/\$\{([^}.]+)[^}]*\}/g)].some(([, name]) => this.isOpen(name));
  }

  get(name) {
    const [first] = name.split('.');
    if (!this.values.has(first) && this.later.has(first)) this.values.set(first, this.fill(this.later.get(first)));
    return super.get(name);
  }
}

/** Where a value differs from its template, as sentences; open variables take the client's values. */
export function bind(scope, template, value, place = '') {
  const differs = (wanted) => [`${place || '/'}: ${JSON.stringify(value)?.slice(0, 200)} where the scenario has ${JSON.stringify(wanted)?.slice(0, 200)}`];
  const open = typeof template === 'string' && /^\$\{([^}.]+)\}$/.exec(template);
  if (open && scope.isOpen(open[1]) && value !== undefined) {
    const made = scope.later.get(open[1]);
    scope.set(open[1], value);
    // What is written out in the scenario has open variables within.
    return functionOf(made) === undefined ? bind(scope, made, value, place) : [];
  }
  // Of a key pair the client shows the public half alone.
  if (open && functionOf(scope.later.get(open[1])) === '$keys') return [];
  const name = functionOf(template);
  if (name !== undefined) return bindFunction(scope, name, template, value, differs);
  if (Array.isArray(template)) {
    if (!Array.isArray(value) || value.length !== template.length) return differs(template);
    return template.flatMap((one, index) => bind(scope, one, value[index], `${place}/${index}`));
  }
  if (template !== null && typeof template === 'object') {
    if (value === null || typeof value !== 'object') return differs(template);
    return Object.entries(template).flatMap(([member, one]) => bindMember(scope, member, one, value[member], `${place}/${member}`));
  }
  const wanted = scope.fill(template);
  return isDeepStrictEqual(wanted, value) || (wanted === null && value === undefined) ? [] : differs(wanted);
}

function bindMember(scope, member, template, value, place) {
  if (OWN_AFFAIR.includes(member) && typeof value !== 'undefined') return [];
  if (member === 'counter') return [];
  // A number that stands for "has seen everything" is any number.
  if (member === 'base_change' && typeof template === 'number') return [];
  return bind(scope, template, value, place);
}

function bindFunction(scope, name, template, value, differs) {
  const key = name === '$public' && /^\$\{([^}.]+)\}$/.exec(template.$public);
  if (key && scope.isOpen(key[1])) scope.set(key[1], value);
  if (FREE.includes(name) || (name === '$uuid5' && scope.restsOnOpen(template))) return [];
  if (name === '$uuid7' || name === '$now' || name === '$today') return typeof value === 'string' ? [] : differs(template);
  if (name === '$list') return Array.isArray(value) && value.length === template.$list.times ? [] : differs(template);
  return isDeepStrictEqual(scope.fill(template), value) ? [] : differs(scope.fill(template));
}

/** Whether a path is that of a template; open variables take their parts of it. */
export function bindPath(scope, template, path) {
  const open = [];
  const pattern = template.split(/(\$\{[^}]+\})/).map((part) => {
    const name = /^\$\{([^}]+)\}$/.exec(part)?.[1];
    if (name === undefined) return escape(part);
    if (!scope.isOpen(name)) return escape(String(scope.get(name)));
    open.push(name);
    return '([^/?&]+)';
  });
  const found = new RegExp(`^${pattern.join('')}$`).exec(path);
  if (!found) return false;
  open.forEach((name, index) => scope.set(name, found[index + 1]));
  return true;
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
