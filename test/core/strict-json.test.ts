import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type JsonFault, parseStrictJson } from '../../server/core/strict-json.ts';

const LIMITS = { depthMax: 5, keysMax: 20 };
const parse = (text: string | Uint8Array) =>
  parseStrictJson(typeof text === 'string' ? new TextEncoder().encode(text) : text, LIMITS);
const fault = (text: string | Uint8Array): JsonFault | null => {
  const parsed = parse(text);
  return parsed.ok ? null : parsed.fault;
};

describe('strict JSON', () => {
  it('reads what JSON.parse reads', () => {
    const property = fc.property(fc.jsonValue({ maxDepth: 2, noUnicodeString: false }), value => {
      const text = JSON.stringify(value);
      fc.pre(!text.includes('__proto__'));
      const parsed = parseStrictJson(new TextEncoder().encode(text), { depthMax: 10, keysMax: 10_000 });
      assert.deepEqual(parsed, { ok: true, value: JSON.parse(text) });
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('never throws, whatever the bytes', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      assert.equal(typeof parse(bytes).ok, 'boolean');
    });
    fc.assert(property, { numRuns: 5000 });
  });

  it('refuses a member named twice, also by its escaped name', () => {
    assert.equal(fault('{"a":1,"a":2}'), 'json-key-duplicate');
    assert.equal(fault('{"a":1,"\\u0061":2}'), 'json-key-duplicate');
    assert.equal(fault('[{"a":{"b":1,"c":[],"b":2}}]'), 'json-key-duplicate');
    assert.equal(fault('{"a":{"b":1},"c":{"b":1}}'), null);
    assert.equal(fault('{"a":"a\\":1,","b":["a","a"]}'), null);
  });

  it('refuses __proto__, also escaped', () => {
    assert.equal(fault('{"__proto__":{}}'), 'json-key-forbidden');
    assert.equal(fault('{"a":{"__pro\\u0074o__":1}}'), 'json-key-forbidden');
    assert.equal(fault('{"a":"__proto__"}'), null);
  });

  it('refuses depth and number of members beyond the limits', () => {
    assert.equal(fault('[[[[[1]]]]]'), null);
    assert.equal(fault('[[[[[[1]]]]]]'), 'json-too-deep');
    assert.equal(fault(`[${Array(21).fill('1').join(',')}]`), null);
    assert.equal(fault(`[${Array(22).fill('1').join(',')}]`), 'json-too-deep');
    assert.equal(fault('['.repeat(100_000)), 'json-too-deep');
  });

  it('refuses invalid UTF-8 and invalid JSON', () => {
    assert.equal(fault(new Uint8Array([0x22, 0xff, 0x22])), 'utf8-invalid');
    assert.equal(fault(new Uint8Array([0x22, 0xc0, 0x80, 0x22])), 'utf8-invalid');
    for (const text of ['', '{', '{"a"}', '{"a":1,}', "{'a':1}", '"abc', '01', '{"a":NaN}', '[1] x', '}{']) {
      assert.equal(fault(text), 'json-invalid', text);
    }
  });

  it('grows in time with the size alone', () => {
    const time = (n: number): number => {
      const bytes = new TextEncoder().encode(`[${'"\\\\\\"",'.repeat(n)}1]`);
      const runs = Array.from({ length: 5 }, () => {
        const started = performance.now();
        parseStrictJson(bytes, { depthMax: 5, keysMax: 1e9 });
        return performance.now() - started;
      });
      return Math.min(...runs);
    };
    const [small, large] = [time(20_000), time(160_000)];
    // Eight times the size: linear is 8 times the time, quadratic 64.
    assert.ok(large / small < 30, `${large.toFixed(1)} ms against ${small.toFixed(1)} ms`);
  });
});
