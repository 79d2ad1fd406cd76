import assert from 'node:assert/strict';
import fc from 'fast-check';
import { remembered } from '../../server/core/remembered.ts';

describe('a remembered function', () => {
  it('answers as the function itself does, whatever was asked before', () => {
    const lengthOf = (text: string) => ({ length: text.length });
    const property = fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 200 }), asked => {
      const known = remembered(5, lengthOf);
      for (const text of asked) assert.deepEqual(known(text), lengthOf(text));
    });
    fc.assert(property);
  });

  it('works once for what is asked again and again, also among many others', () => {
    const worked = new Map<string, number>();
    const known = remembered(10, text => {
      worked.set(text, (worked.get(text) ?? 0) + 1);
      return {};
    });
    for (let i = 0; i < 1000; i++) {
      known('often');
      known(`once ${i}`);
    }
    assert.equal(worked.get('often'), 1);
  });

  it('keeps the last answers, and forgets the earlier ones', () => {
    let worked = 0;
    const known = remembered(10, () => {
      worked++;
      return {};
    });
    const ask = (from: number, to: number): void => {
      for (let i = from; i < to; i++) known(String(i));
    };
    ask(0, 1000);
    worked = 0;
    ask(990, 1000);
    assert.equal(worked, 0);
    ask(0, 980);
    assert.equal(worked, 980);
  });
});
