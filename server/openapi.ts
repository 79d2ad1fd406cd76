import type { z } from 'zod';
import { problemSchema } from '../shared/wire/screening.ts';
import type { Language } from '../shared/wire/words.ts';
import { PROBLEMS, problemOf } from './errors.ts';
import { isSchema, type JsonSchema, type JsonSchemas, jsonSchemas } from './json-schemas.ts';
import { CALLER_WORDS, CALLERS, DOCUMENT_WORDS } from './pages/document-words.ts';
import { EXAMPLES } from './pages/examples.ts';
import { fieldWords } from './pages/field-words.ts';
import { PROBLEM_WORDS } from './pages/problem-words.ts';
import type { Endpoint } from './routes/endpoint.ts';

/** OpenAPI 3.1 from the same endpoints and schemas that parse and answer: what works, and nothing else. */
export type OpenApi = {
  readonly openapi: '3.1.0';
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description: string;
    readonly license: { readonly name: string; readonly identifier: string };
  };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, unknown>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    /** Each problem that an endpoint may answer, by its code. */
    readonly examples: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
  };
};

export type Content = {
  readonly schema: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly $ref: string }>>;
};
type ContentByType = Readonly<Record<string, Content>>;
export type Operation = {
  /** Method and path in one word. */
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly description: string; readonly required: true; readonly content: ContentByType };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: ContentByType }>>;
};
export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly description?: string;
  readonly example?: unknown;
};

export const operationIdOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>): string =>
  `${method}${path.replaceAll(/[^a-z0-9]+/gi, '-')}`;

export function openApi(endpoints: readonly Endpoint[], version: string, language: Language = 'en'): OpenApi {
  const schemas = jsonSchemas(language);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint, schemas, language) };
  }
  const callers = CALLERS.filter(caller => endpoints.some(it => it.caller === caller));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sekisho',
      version,
      description: DOCUMENT_WORDS.about[language],
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    tags: callers.map(name => ({ name, description: CALLER_WORDS[name].description[language] })),
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: DOCUMENT_WORDS.key[language] } },
      schemas: schemas.components,
      examples: problemExamples(endpoints, language),
    },
  };
}

function operationOf(endpoint: Endpoint, schemas: JsonSchemas, language: Language): Operation {
  const operationId = operationIdOf(endpoint);
  const body = 'body' in endpoint ? endpoint.body : undefined;
  const example = EXAMPLES[operationId]?.body;
  return {
    operationId,
    summary: endpoint.summary[language],
    tags: [endpoint.caller],
    ...(endpoint.caller === 'backend' ? { security: [{ key: [endpoint.scope] }] } : {}),
    parameters: parametersOf(endpoint, schemas, language),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            description: DOCUMENT_WORDS.bodyMax(body.bytesMax)[language],
            required: true,
            content: {
              'application/json': {
                schema: schemas.of(body.schema, 'input', operationId),
                ...(example === undefined ? {} : { example }),
              },
            },
          },
        }),
    responses: responsesOf(endpoint, schemas, language),
  };
}

function parametersOf(endpoint: Endpoint, schemas: JsonSchemas, language: Language): Parameter[] {
  const string: JsonSchema = { type: 'string' };
  const given = (name: string, place: Parameter['in'], required: boolean, it: JsonSchema): Parameter => {
    const { description: own, ...schema } = it;
    const description = fieldWords(`${place}.${name}`)?.[language] ?? own;
    const example = EXAMPLES[operationIdOf(endpoint)]?.query?.[name];
    return {
      name,
      in: place,
      required,
      schema,
      ...(description === undefined ? {} : { description }),
      ...(example === undefined ? {} : { example }),
    };
  };
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = '']) => given(name, 'path', true, string));
  const site = given('site', 'query', true, { type: 'string', pattern: '^pk_' });
  const wireVersion = given('v', 'query', false, { type: 'integer', minimum: 1 });
  const queried = 'query' in endpoint && endpoint.query !== undefined ? membersOf(endpoint.query, schemas) : [];
  return [
    ...inPath,
    ...(endpoint.caller === 'browser' ? [site, wireVersion] : []),
    ...queried.map(({ name, required, schema }) => given(name, 'query', required, schema)),
    ...(endpoint.problems.includes('idempotency-key-reused')
      ? [given('Idempotency-Key', 'header', false, string)]
      : []),
  ];
}

function membersOf(query: z.ZodType, schemas: JsonSchemas): { name: string; required: boolean; schema: JsonSchema }[] {
  const { properties = {}, required = [] } = schemas.of(query, 'input', 'query');
  return Object.entries(properties).map(([name, it]) => ({
    name,
    required: required.includes(name),
    schema: isSchema(it) ? it : {},
  }));
}

function responsesOf(endpoint: Endpoint, schemas: JsonSchemas, language: Language): Operation['responses'] {
  const place = operationIdOf(endpoint);
  const example = EXAMPLES[place]?.answer;
  const ok: ContentByType =
    endpoint.reply === null
      ? { 'text/plain': { schema: { type: 'string' } } }
      : {
          'application/json': {
            schema: schemas.of(endpoint.reply, 'output', place),
            ...(example === undefined ? {} : { example }),
          },
        };
  const problem = schemas.of(problemSchema, 'output', place);
  const byStatus = Map.groupBy(endpoint.problems, code => PROBLEMS[code].status);
  const refusals = [...byStatus].map(([status, codes]) => {
    const examples = Object.fromEntries(codes.map(code => [code, { $ref: `#/components/examples/${code}` }]));
    const content = { 'application/problem+json': { schema: problem, examples } };
    return [String(status), { description: codes.join(', '), content }] as const;
  });
  return {
    200: { description: DOCUMENT_WORDS.answered[language], content: ok },
    ...Object.fromEntries(refusals),
    default: {
      description: DOCUMENT_WORDS.otherProblem[language],
      content: { 'application/problem+json': { schema: problem } },
    },
  };
}

function problemExamples(endpoints: readonly Endpoint[], language: Language): OpenApi['components']['examples'] {
  const codes = new Set(endpoints.flatMap(it => it.problems));
  const requestId = '5f0c6c1e-2b0f-4a57-9a0e-0c8f4a3f7b11';
  const fields = [{ path: 'client.ip', problem: 'has not one of the shapes taken here' }];
  return Object.fromEntries(
    [...codes].map(code => [
      code,
      {
        summary: language === 'en' ? PROBLEMS[code].title : PROBLEM_WORDS[code],
        value: problemOf(code, requestId, code === 'fields-invalid' ? fields : []),
      },
    ]),
  );
}
