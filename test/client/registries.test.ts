import assert from 'node:assert/strict';
import { behavior } from '../../client/behavior/index.ts';
import { signals } from '../../client/signals/index.ts';
import { SIGNALS } from '../../shared/wire/signals.ts';
import { STREAMS } from '../../shared/wire/streams.ts';

describe('client: the registries', () => {
  it('hold what the wire names, and nothing else', () => {
    assert.deepEqual(Object.keys(signals).sort(), Object.keys(SIGNALS).sort());
    assert.deepEqual(Object.keys(behavior).sort(), Object.keys(STREAMS).sort());
  });

  it('name the essential signals first, so that those are shed last', () => {
    const necessity: Record<string, string> = Object.fromEntries(
      Object.entries(SIGNALS).map(([name, row]) => [name, row.necessity]),
    );
    const order = Object.keys(signals).map(name => necessity[name]);
    assert.ok(order.lastIndexOf('essential') < order.indexOf('useful'), order.join(' '));
  });
});
