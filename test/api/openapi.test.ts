import assert from 'node:assert/strict';
import { PROBLEMS } from '../../server/errors.ts';
import { ENDPOINTS } from '../../server/routes/index.ts';
import { problemSchema } from '../../shared/wire/screening.ts';
import { closing } from '../support/closing.ts';
import { type GateClient, gateClient, JSON_TYPE, send } from '../support/gate-client.ts';
import { startServer } from '../support/server.ts';

type Operation = {
  readonly summary: string;
  readonly security?: readonly unknown[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: object }>>;
};
type Document = {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

describe('api: /openapi.json', () => {
  const close = closing();
  let gate: GateClient;
  let document: Document;
  const operations: { method: string; path: string; operation: Operation }[] = [];

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
    const { status, headers, text } = await send(server.url, '/openapi.json');
    assert.equal(status, 200);
    assert.match(headers['content-type'] ?? '', /^application\/json/);
    document = JSON.parse(text);
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) operations.push({ method, path, operation });
    }
  });

  it('is of OpenAPI 3.1, and lists every endpoint and nothing else', () => {
    assert.equal(document.openapi, '3.1.0');
    assert.match(document.info.version, /^\d+\.\d+\.\d+$/);
    const expected = ENDPOINTS.map(it => `${it.method} ${it.path.replaceAll(/:(\w+)/g, '{$1}')}`);
    assert.deepEqual(operations.map(it => `${it.method} ${it.path}`).sort(), expected.sort());
  });

  it('documents only addresses that answer', async () => {
    const { id } = await gate.ask();
    for (const { method, path } of operations) {
      const body = method === 'get' ? {} : { body: '{}' };
      const headers = { ...gate.bearer, ...JSON_TYPE };
      const reply = await send(gate.url, path.replace('{id}', id), { method: method.toUpperCase(), headers, ...body });
      assert.ok(
        ![404, 405, 500].includes(reply.status) || /(site|program|list-entry|campaign)-unknown/.test(reply.text),
        `${method} ${path}: ${reply.text}`,
      );
    }
  });

  it('documents every status that an endpoint refuses with, and what it means', async () => {
    for (const { method, path, operation } of operations) {
      const endpoint = ENDPOINTS.find(it => it.method === method && it.path.replaceAll(/:(\w+)/g, '{$1}') === path);
      for (const code of endpoint?.problems ?? []) {
        const described = operation.responses[PROBLEMS[code].status];
        assert.ok(described, `${method} ${path} ${code}`);
        assert.ok(described.description.includes(code), `${method} ${path} ${code}`);
        assert.deepEqual(Object.keys(described.content), ['application/problem+json']);
      }
      assert.ok(operation.responses['200']);
    }
  });

  it('documents each status that bad calls really get', async () => {
    for (const { method, path, operation } of operations) {
      const upper = method.toUpperCase();
      const address = path.replace('{id}', 'scr_none');
      const json = { ...gate.bearer, ...JSON_TYPE };
      const replies = [
        await send(gate.url, address, { method: upper }),
        await send(gate.url, `${address}?site=pk_none`, {
          method: upper,
          headers: { authorization: 'Bearer sk_none' },
        }),
        await send(gate.url, `${address}?site=pk_demo&unknown=1`, {
          method: upper,
          headers: json,
          ...(method === 'get' ? {} : { body: '{"a":1}' }),
        }),
        await send(gate.url, `${address}?site=pk_demo`, {
          method: upper,
          headers: { ...gate.bearer, origin: 'https://evil.example' },
        }),
      ];
      for (const { status, text } of replies.filter(it => it.status !== 200)) {
        const { code } = problemSchema.parse(JSON.parse(text));
        const described = operation.responses[status]?.description ?? '';
        assert.ok(described.includes(code), `${method} ${path} answers ${code}, which is not documented`);
      }
    }
  });

  it('says which calls need a key', () => {
    for (const { path, operation } of operations) {
      assert.equal(
        operation.security !== undefined,
        /^\/v1\/(screenings|accounts|devices|programs|lists|addresses|campaigns)/.test(path),
        path,
      );
    }
  });

  it('shows it readably', async () => {
    const { status, headers, text } = await send(gate.url, '/docs');
    assert.equal(status, 200);
    assert.match(headers['content-type'] ?? '', /^text\/html/);
    assert.ok(text.includes('/v1/screenings'));
  });
});
