import { z } from 'zod';
import { problemSchema } from '../shared/wire/screening.ts';
import { PROBLEMS } from './errors.ts';
import type { Endpoint } from './routes/endpoint.ts';

/** OpenAPI 3.1 from the same endpoints and schemas that parse and answer: what works, and nothing else. */
export type OpenApi = {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, unknown>>;
};

type Content = Readonly<Record<string, { readonly schema: unknown }>>;
export type Operation = {
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: Content }>>;
};
type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: unknown;
  readonly description?: string;
};

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): unknown => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, reused: 'inline', target: 'draft-2020-12' });
  return rest;
};

export function openApi(endpoints: readonly Endpoint[], version: string): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint) };
  }
  const description = 'A self-hosted gate: is the one who logs in the owner, a bot, or someone with a stolen password?';
  return {
    openapi: '3.1.0',
    info: { title: 'Sekisho', version, description },
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'sk_…, made with `npm run keys`' } },
    },
  };
}

function operationOf(endpoint: Endpoint): Operation {
  const body = 'body' in endpoint ? endpoint.body : undefined;
  return {
    summary: endpoint.summary,
    tags: [endpoint.caller],
    ...(endpoint.caller === 'backend' ? { security: [{ key: [endpoint.scope] }] } : {}),
    parameters: parametersOf(endpoint),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(body.schema, 'input') } },
          },
        }),
    responses: responsesOf(endpoint),
  };
}

function parametersOf(endpoint: Endpoint): Parameter[] {
  const string = { type: 'string' };
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(
    ([, name = '']) => ({ name, in: 'path', required: true, schema: string }) as const,
  );
  const site = {
    name: 'site',
    in: 'query',
    required: true,
    schema: string,
    description: "The site's public key, pk_…",
  } as const;
  const idempotency = { name: 'Idempotency-Key', in: 'header', required: false, schema: string } as const;
  const queried = 'query' in endpoint && endpoint.query !== undefined ? queryParameters(endpoint.query) : [];
  return [
    ...inPath,
    ...(endpoint.caller === 'browser' ? [site] : []),
    ...queried,
    ...(endpoint.problems.includes('idempotency-key-reused') ? [idempotency] : []),
  ];
}

function queryParameters(query: z.ZodType): Parameter[] {
  const { properties = {}, required = [] } = jsonSchema(query, 'input') as { properties?: object; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function responsesOf(endpoint: Endpoint): Operation['responses'] {
  const ok: Content =
    endpoint.reply === null
      ? { 'text/plain': { schema: { type: 'string' } } }
      : { 'application/json': { schema: jsonSchema(endpoint.reply, 'output') } };
  const problem: Content = { 'application/problem+json': { schema: jsonSchema(problemSchema, 'output') } };
  const byStatus = Map.groupBy(endpoint.problems, code => PROBLEMS[code].status);
  const refusals = [...byStatus].map(([status, codes]) => {
    const description = codes.map(code => `${code}: ${PROBLEMS[code].title}`).join('\n');
    return [String(status), { description, content: problem }] as const;
  });
  return { 200: { description: 'OK', content: ok }, ...Object.fromEntries(refusals) };
}
