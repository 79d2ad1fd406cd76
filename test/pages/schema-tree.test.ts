import assert from 'node:assert/strict';
import { limitWords } from '../../server/pages/field-list.ts';
import { rowsOf, shapeOf } from '../../server/pages/schema-tree.ts';

const SCHEMAS: Parameters<typeof shapeOf>[0] = {
  Missing: { type: 'object', properties: { missing: { type: 'string' } } },
  Reason: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'], description: 'Why.' },
  Loop: { type: 'object', properties: { next: { $ref: '#/components/schemas/Loop' } } },
};
const shape = (schema: Parameters<typeof shapeOf>[1]) => shapeOf(SCHEMAS, schema);

describe('a schema as a tree', () => {
  it('follows a list’s reference to its fields and keeps the name', () => {
    const { type, fields } = shape({ type: 'array', items: { $ref: '#/components/schemas/Reason' } });
    assert.equal(type, 'Reason[]');
    assert.deepEqual(
      fields.map(it => [it.name, it.required]),
      [['code', true]],
    );
  });

  it('shows null beside a type, with the type’s own limits and values', () => {
    const limited = shape({ anyOf: [{ type: 'string', maxLength: 5 }, { type: 'null' }] });
    assert.equal(limited.type, 'string | null');
    assert.deepEqual(limited.limits, [{ kind: 'characters', min: null, max: 5 }]);
    assert.deepEqual(shape({ anyOf: [{ type: 'string', enum: ['a', 'b'] }, { type: 'null' }] }).values, ['a', 'b']);
  });

  it('names a missing value last and does not spread its fields', () => {
    const reading = shape({
      anyOf: [{ $ref: '#/components/schemas/Missing' }, { type: 'object', properties: { width: { type: 'number' } } }],
    });
    assert.equal(reading.type, 'object | Missing');
    assert.deepEqual(
      reading.fields.map(it => it.name),
      ['width'],
    );
  });

  it('writes maps and pairs as TypeScript does', () => {
    const value = { anyOf: [{ type: 'string' as const }, { type: 'boolean' as const }] };
    assert.equal(shape({ type: 'object', additionalProperties: value }).type, 'Record<string, string | boolean>');
    const pair = { type: 'array' as const, prefixItems: [{ type: 'string' as const }, { type: 'string' as const }] };
    assert.equal(shape({ type: 'array', items: pair }).type, '[string, string][]');
  });

  it('prefers what stands at the field over what its named schema says', () => {
    const ref = '#/components/schemas/Reason';
    assert.equal(shape({ $ref: ref }).description, 'Why.');
    assert.equal(shape({ $ref: ref, description: 'Here.' }).description, 'Here.');
  });

  it('ends at a schema that contains itself', () => {
    assert.ok(rowsOf(shape({ $ref: '#/components/schemas/Loop' })) < 20);
  });

  it('tells limits in the reader’s language', () => {
    const between = { kind: 'characters', min: 1, max: 2048 } as const;
    assert.equal(limitWords(between, 'en'), '1 to 2,048 characters');
    assert.equal(limitWords(between, 'ja'), '1～2,048文字');
    assert.equal(limitWords({ kind: 'items', min: null, max: 64 }, 'en'), 'at most 64 items');
    assert.equal(limitWords({ kind: 'items', min: null, max: 64 }, 'ja'), '64件以下');
    assert.equal(limitWords({ kind: 'value', min: 0, max: null }, 'en'), 'at least 0');
  });
});
