import assert from 'node:assert/strict';
import { touchEvents } from '../../../client/more-signals/touch-events.ts';

describe('client: the touchEvents signal', () => {
  it('says what the browser would tell a page of touches', () => {
    assert.deepEqual(
      touchEvents({ ontouchstart: null }, () => ({})),
      { creatable: true, handler: true },
    );
  });

  it('is false where the browser knows no such event', () => {
    const unknown = () => {
      throw new DOMException('unknown', 'NotSupportedError');
    };
    assert.deepEqual(touchEvents({}, unknown), { creatable: false, handler: false });
  });
});
