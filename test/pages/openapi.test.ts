import assert from 'node:assert/strict';
import { openApi, operationIdOf } from '../../server/openapi.ts';
import { EXAMPLES } from '../../server/pages/examples.ts';
import { describedFields } from '../../server/pages/field-words.ts';
import { ENDPOINTS } from '../../server/routes/index.ts';
import { LANGUAGES, type Language } from '../../shared/wire/words.ts';

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;
/** Built by the agent and not by a reader: its signals are described, their parts are not. */
const AGENTS_OWN = /^Report\.(signals|streams)\.\w+\./;

type Node = {
  readonly properties?: Record<string, Node>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly description?: string;
};

function fieldsOf(node: Node, path: string): { path: string; description: string | undefined }[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([name, it]) => [
    { path: `${path}.${name}`, description: it.description },
    ...fieldsOf(it, `${path}.${name}`),
  ]);
  const inner = [node.items, ...(node.anyOf ?? [])].filter(it => it !== undefined);
  return [...own, ...inner.flatMap(it => fieldsOf(it, path))];
}

function allFields(language: Language): { path: string; description: string | undefined }[] {
  const { components, paths } = openApi(ENDPOINTS, '0.0.0', language);
  const operations = Object.values(paths).flatMap(it => Object.values(it));
  const parameters = operations.flatMap(it =>
    it.parameters.map(({ in: place, name, description }) => ({ path: `${place}.${name}`, description })),
  );
  const schemas: Record<string, Node> = JSON.parse(JSON.stringify(components.schemas));
  return [...parameters, ...Object.entries(schemas).flatMap(([name, schema]) => fieldsOf(schema, name))];
}

describe('the OpenAPI document', () => {
  it('resolves every reference within itself', () => {
    const document: unknown = JSON.parse(JSON.stringify(openApi(ENDPOINTS, '0.0.0')));
    const refs: string[] = [];
    JSON.stringify(document, (key, value: unknown) => {
      if (key === '$ref') refs.push(String(value));
      return value;
    });
    const at = (ref: string): unknown =>
      ref
        .replace('#/', '')
        .split('/')
        .reduce<unknown>((it, key) => (it instanceof Object ? Reflect.get(it, key) : undefined), document);
    assert.ok(refs.length > 50);
    assert.deepEqual(
      refs.filter(ref => !ref.startsWith('#/components/') || at(ref) === undefined),
      [],
    );
  });

  it('has one operation id for each endpoint, and every path parameter declared', () => {
    const { paths } = openApi(ENDPOINTS, '0.0.0');
    const operations = Object.entries(paths).flatMap(([path, it]) =>
      Object.values(it).map(operation => ({ path, operation })),
    );
    assert.equal(new Set(operations.map(it => it.operation.operationId)).size, ENDPOINTS.length);
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = operation.parameters.filter(it => it.in === 'path');
      assert.deepEqual(
        declared.map(it => it.name),
        inPath,
      );
      assert.ok(declared.every(it => it.required));
    }
  });

  it('stays small enough to be read', () => {
    assert.ok(JSON.stringify(openApi(ENDPOINTS, '0.0.0')).length < 190_000);
  });

  for (const language of LANGUAGES) {
    it(`says what each field and parameter means, in ${language}`, () => {
      const fields = allFields(language).filter(it => !AGENTS_OWN.test(it.path));
      assert.ok(fields.length > 100);
      const bare = fields.filter(({ description = '' }) =>
        language === 'ja' ? !JAPANESE.test(description) : description === '' || JAPANESE.test(description),
      );
      assert.deepEqual(bare, []);
    });
  }

  it('describes no field that is not there', () => {
    const there = new Set(allFields('en').map(it => it.path));
    assert.deepEqual(
      describedFields().filter(it => !there.has(it)),
      [],
    );
  });

  it('has examples only of endpoints, and sample answers of the shape that is answered', () => {
    const byId = new Map(ENDPOINTS.map(it => [operationIdOf(it), it]));
    for (const [id, { answer, body }] of Object.entries(EXAMPLES)) {
      const endpoint = byId.get(id);
      assert.ok(endpoint !== undefined, id);
      if (answer !== undefined) assert.deepEqual(endpoint.reply?.parse(answer), answer);
      if (body !== undefined) assert.ok('body' in endpoint && endpoint.body?.schema.safeParse(body).success, id);
    }
  });
});
