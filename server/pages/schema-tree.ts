import { isSchema, type JsonSchema } from '../json-schemas.ts';
import type { OpenApi } from '../openapi.ts';

/** What a reader wants to know of a value: a JSON schema without its grammar, its references followed. */
export type Shape = {
  /** As TypeScript would write it: `string | null`, `Reason[]`. */
  readonly type: string;
  readonly limits: readonly Limit[];
  /** The values that it can have, where they are few. */
  readonly values: readonly string[];
  readonly defaultValue: string | null;
  readonly description: string | null;
  readonly fields: readonly Field[];
};
export type Field = Shape & { readonly name: string; readonly required: boolean };

export type Limit =
  | {
      readonly kind: 'characters' | 'value' | 'items' | 'members';
      readonly min: number | null;
      readonly max: number | null;
    }
  | { readonly kind: 'format' | 'pattern'; readonly text: string };

type Schemas = OpenApi['components']['schemas'];

/** Deeper than any of ours; a schema that contains itself ends here. */
const DEPTH_MAX = 10;
const ANY: Shape = { type: 'any', limits: [], values: [], defaultValue: null, description: null, fields: [] };

export function shapeOf(schemas: Schemas, schema: JsonSchema, depth = 0): Shape {
  if (depth > DEPTH_MAX) return ANY;
  const shape = unannotated(schemas, schema, depth);
  return {
    ...shape,
    defaultValue: schema.default === undefined ? shape.defaultValue : String(schema.default),
    description: schema.description ?? shape.description,
  };
}

/** How many rows it takes to show. */
export const rowsOf = ({ fields }: Shape): number => fields.reduce((sum, it) => sum + 1 + rowsOf(it), 0);

function unannotated(schemas: Schemas, schema: JsonSchema, depth: number): Shape {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/components/schemas/', '');
    const target = schemas[name];
    return target === undefined ? { ...ANY, type: name } : { ...shapeOf(schemas, target, depth + 1), type: name };
  }
  if (schema.anyOf !== undefined) return eitherOf(schemas, schema.anyOf, depth);
  if (schema.const !== undefined) return { ...ANY, type: typeName(schema), values: [String(schema.const)] };
  if (schema.enum !== undefined) {
    return { ...ANY, type: typeName(schema), values: schema.enum.map(String) };
  }
  if (schema.type === 'array') return listOf(schemas, schema, depth);
  if (schema.type === 'object') return objectOf(schemas, schema, depth);
  return { ...ANY, type: typeName(schema), limits: limitsOf(schema) };
}

/** Beside another alternative, a named one (why a value is missing) is told by its name alone, after the others. */
function eitherOf(schemas: Schemas, members: readonly JsonSchema[], depth: number): Shape {
  const real = members.filter(it => it.type !== 'null');
  const [named, own] = real.length > 1 ? parted(real, it => it.$ref !== undefined) : [[], real];
  const shapes = own.map(it => shapeOf(schemas, it, depth + 1));
  const nothing = members.filter(it => it.type === 'null');
  const types = [...shapes, ...[...nothing, ...named].map(it => shapeOf(schemas, it, depth + 1))].map(it => it.type);
  return {
    ...ANY,
    type: [...new Set(types)].join(' | '),
    limits: shapes.flatMap(it => it.limits),
    values: shapes.flatMap(it => it.values),
    fields: shapes.flatMap(it => it.fields),
  };
}

const parted = <T>(all: readonly T[], is: (it: T) => boolean): [T[], T[]] => [
  all.filter(is),
  all.filter(it => !is(it)),
];

function listOf(schemas: Schemas, schema: JsonSchema, depth: number): Shape {
  const { prefixItems, items } = schema;
  if (prefixItems !== undefined) {
    const types = prefixItems.map(it => (isSchema(it) ? shapeOf(schemas, it, depth + 1).type : 'any'));
    return { ...ANY, type: `[${types.join(', ')}]` };
  }
  const item = isSchema(items) ? shapeOf(schemas, items, depth + 1) : ANY;
  const type = item.type.includes(' ') && !item.type.startsWith('[') ? `(${item.type})[]` : `${item.type}[]`;
  return { ...ANY, type, limits: limitsOf(schema), values: item.values, fields: item.fields };
}

function objectOf(schemas: Schemas, schema: JsonSchema, depth: number): Shape {
  const { properties, additionalProperties, required = [] } = schema;
  if (properties === undefined && isSchema(additionalProperties)) {
    const value = shapeOf(schemas, additionalProperties, depth + 1);
    return { ...ANY, type: `Record<string, ${value.type}>`, limits: limitsOf(schema) };
  }
  const fields = Object.entries(properties ?? {}).map(([name, it]) => ({
    ...(isSchema(it) ? shapeOf(schemas, it, depth + 1) : ANY),
    name,
    required: required.includes(name),
  }));
  return { ...ANY, type: 'object', fields };
}

function typeName({ type }: JsonSchema): string {
  if (type === undefined) return 'any';
  return typeof type === 'string' ? type : type.join(' | ');
}

function limitsOf(schema: JsonSchema): Limit[] {
  const range = (kind: 'characters' | 'value' | 'items' | 'members', min = -Infinity, max = Infinity): Limit[] =>
    min === -Infinity && max === Infinity
      ? []
      : [{ kind, min: min === -Infinity ? null : min, max: max === Infinity ? null : max }];
  return [
    ...range('characters', schema.minLength, schema.maxLength),
    ...range('value', schema.minimum, schema.maximum),
    ...range('items', schema.minItems, schema.maxItems),
    ...range('members', schema.minProperties, schema.maxProperties),
    ...(schema.format === undefined ? [] : [{ kind: 'format', text: schema.format } as const]),
    // A format says it in fewer words.
    ...(schema.pattern === undefined || schema.format !== undefined
      ? []
      : [{ kind: 'pattern', text: schema.pattern } as const]),
  ];
}
