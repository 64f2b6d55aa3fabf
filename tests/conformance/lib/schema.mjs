// As much of JSON Schema as the schemas of this folder use.

const TYPES = {
  object: (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

/** Where a value is not as the schema says, as sentences. */
export function breaches(value, schema, root = schema, place = '') {
  if (schema === true) return [];
  if (schema === false) return [`${place || '/'}: not known`];
  if (schema.$ref) return breaches(value, root.$defs[schema.$ref.replace('#/$defs/', '')], root, place);
  const wrong = [];
  const say = (text) => wrong.push(`${place || '/'}: ${text}`);
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => TYPES[type](value))) return [`${place || '/'}: is no ${types.join(' or ')}`];
  if (schema.enum && !schema.enum.includes(value)) say(`is none of ${schema.enum.join(', ')}`);
  if (schema.pattern && typeof value === 'string' && !new RegExp(schema.pattern, 'u').test(value)) say(`is not like ${schema.pattern}`);
  if (schema.minimum !== undefined && value < schema.minimum) say(`is below ${schema.minimum}`);
  if (schema.minItems !== undefined && value.length < schema.minItems) say(`has fewer than ${schema.minItems} entries`);
  if (schema.minLength !== undefined && value.length < schema.minLength) say('is empty');
  if (schema.anyOf && !schema.anyOf.some((one) => breaches(value, one, root, place).length === 0)) say('is like none of the forms that are possible here');
  if (schema.oneOf && schema.oneOf.filter((one) => breaches(value, one, root, place).length === 0).length !== 1) say('is not like exactly one of the forms that are possible here');
  if (TYPES.object(value)) wrong.push(...members(value, schema, root, place));
  if (Array.isArray(value) && schema.items) value.forEach((one, index) => wrong.push(...breaches(one, schema.items, root, `${place}/${index}`)));
  return wrong;
}

function members(value, schema, root, place) {
  const wrong = (schema.required ?? []).filter((name) => !Object.hasOwn(value, name)).map((name) => `${place || '/'}: ${name} is missing`);
  for (const [name, one] of Object.entries(value)) {
    const own = schema.properties?.[name];
    if (own !== undefined) wrong.push(...breaches(one, own, root, `${place}/${name}`));
    else if (schema.additionalProperties !== undefined) wrong.push(...breaches(one, schema.additionalProperties, root, `${place}/${name}`));
  }
  return wrong;
}
