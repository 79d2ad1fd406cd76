import assert from 'node:assert/strict';
import { apis } from '../../../client/more-signals/apis.ts';
import { API_PROBES } from '../../../shared/probes.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const bitsOf = (digits: string): string =>
  [...digits].map(it => Number.parseInt(it, 16).toString(2).padStart(4, '0')).join('');
const bit = (probe: string, view: object, supports: (property: string) => boolean = () => false) =>
  bitsOf(apis(view, supports))[API_PROBES.indexOf(probe)];

describe('client: the apis signal', () => {
  it('finds methods of instances, methods of the class, classes and style properties', () => {
    class WithUnion {
      union() {}
    }
    assert.equal(bit('Set.union', { Set: WithUnion }), '1');
    assert.equal(bit('Set.union', { Set: class {} }), '0');
    assert.equal(bit('Promise.try', { Promise: { try: () => {} } }), '1');
    assert.equal(bit('CloseWatcher', { CloseWatcher: class {} }), '1');
    assert.equal(
      bit('css:field-sizing', {}, it => it === 'field-sizing'),
      '1',
    );
    assert.equal(bit('Set.union', {}), '0');
  });

  it('calls nothing: a getter of a prototype would throw', () => {
    const prototype = Object.defineProperty({}, 'direction', {
      get() {
        throw new TypeError('Illegal invocation');
      },
    });
    assert.equal(bit('Selection.direction', { Selection: { prototype } }), '1');
  });

  it('has a bit for each probe, and fits the wire', () => {
    const none = SIGNALS.apis.shape.parse(apis({}, () => false));
    assert.equal(none, '0'.repeat(Math.ceil(API_PROBES.length / 4)));
    assert.equal(
      [...bitsOf(apis({}, () => true))].filter(it => it === '1').length,
      API_PROBES.filter(it => it.startsWith('css:')).length,
    );
  });
});
