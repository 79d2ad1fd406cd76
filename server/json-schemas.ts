import { z } from 'zod';
import type { Language } from '../shared/wire/words.ts';
import { fieldWords } from './pages/field-words.ts';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

export type JsonSchemas = {
  /** The schema as JSON Schema 2020-12; what has a name goes to `components` and is referred to. */
  readonly of: (schema: z.ZodType, io: 'input' | 'output', place: string) => JsonSchema;
  readonly components: Readonly<Record<string, JsonSchema>>;
};

/** Turns the schemas that parse and answer into an OpenAPI document's, with what each field means in one language. */
export function jsonSchemas(language: Language): JsonSchemas {
  const components: Record<string, JsonSchema> = {};
  return {
    components,
    of: (schema, io, place) => {
      const made = z.toJSONSchema(schema, { io, reused: 'inline', target: 'draft-2020-12', override });
      const { $schema: _, $defs: named = {}, ...own } = toComponents(JSON.parse(JSON.stringify(made)));
      for (const [name, it] of Object.entries(named)) {
        const described = withFieldWords(it, name, language);
        if (components[name] !== undefined && JSON.stringify(components[name]) !== JSON.stringify(described)) {
          throw new Error(`two schemas are named ${name}`);
        }
        components[name] = described;
      }
      return withFieldWords(own, place, language);
    },
  };
}

const STANDARD_FORMATS: readonly string[] = ['date-time', 'ipv4', 'ipv6'];

/** Says once what a format says already, and leaves out the limits that are JavaScript's own, not ours. */
function override({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (STANDARD_FORMATS.includes(jsonSchema.format ?? '')) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}

/** `#/$defs/` would point at the root of the OpenAPI document, which has none: its named schemas are components. */
function toComponents(schema: JsonSchema): JsonSchema {
  const moved = (key: string, value: unknown): unknown =>
    key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value;
  return JSON.parse(JSON.stringify(schema, moved));
}

function withFieldWords(schema: JsonSchema, path: string, language: Language): JsonSchema {
  const through = (it: JsonSchema): JsonSchema => withFieldWords(it, path, language);
  const { properties, items, anyOf } = schema;
  return {
    ...schema,
    ...(properties === undefined ? {} : { properties: describedProperties(properties, path, language) }),
    ...(isSchema(items) ? { items: through(items) } : {}),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(through) }),
  };
}

function describedProperties(
  properties: NonNullable<JsonSchema['properties']>,
  path: string,
  language: Language,
): NonNullable<JsonSchema['properties']> {
  const described = Object.entries(properties).map(([name, it]) => {
    if (!isSchema(it)) return [name, it] as const;
    const at = `${path}.${name}`;
    const description = fieldWords(at)?.[language] ?? it.description;
    const inner = withFieldWords(it, at, language);
    return [name, description === undefined ? inner : { ...inner, description }] as const;
  });
  return Object.fromEntries(described);
}

export const isSchema = (it: unknown): it is JsonSchema => typeof it === 'object' && it !== null && !Array.isArray(it);
