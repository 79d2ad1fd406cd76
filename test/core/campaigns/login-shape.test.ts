import assert from 'node:assert/strict';
import { cutsOf, headerOrderOf, type LoginShape, timingStepOf } from '../../../server/core/campaigns/login-shape.ts';

const shape = (it: Partial<LoginShape> = {}): LoginShape => ({
  agent: 'UA',
  headers: 'host,user-agent',
  ja4: 't13d',
  image: 'rec_1',
  asn: 64_500,
  timing: 20,
  password: 'p',
  ...it,
});
const cuts = (it: Partial<LoginShape>): string =>
  cutsOf(shape(it))
    .map(({ cut }) => cut)
    .join(' ');

describe("a login's shape", () => {
  it('is cut by what is known of it, what is most telling first', () => {
    assert.equal(cuts({}), 'password image tool agent-network agent-timing');
    assert.equal(cuts({ password: null, image: null, ja4: null }), 'tool agent-network agent-timing');
    assert.equal(cuts({ password: null, image: null, ja4: null, headers: null }), 'agent-network agent-timing');
    assert.equal(cuts({ password: null, image: null, headers: null, asn: null, timing: null }), 'tool');
  });

  it('has keys that no other cut can have', () => {
    const keys = cutsOf(shape({ password: 'x', image: 'x' })).map(({ key }) => key);
    assert.equal(new Set(keys).size, 5);
  });

  it('has its headers in their order, without those of the visit', () => {
    const headers = [
      ['Host', 'a'],
      ['Cookie', 'b'],
      ['User-Agent', 'c'],
    ] as const;
    assert.equal(headerOrderOf(headers), 'host,user-agent');
    assert.equal(headerOrderOf(null), null);
  });

  it('is timed in half octaves', () => {
    assert.equal(timingStepOf(0), 0);
    assert.equal(timingStepOf(1000), 19);
    assert.equal(timingStepOf(1024), 20);
    assert.equal(timingStepOf(1448), 20);
    assert.equal(timingStepOf(1449), 21);
  });
});
