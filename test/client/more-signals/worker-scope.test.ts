import assert from 'node:assert/strict';
import { startWorker, workerScope } from '../../../client/more-signals/worker-scope.ts';
import { type Scope, scopeFacts } from '../../../client/scope-facts.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const PAGE: Scope = { navigator: { userAgent: 'A', platform: 'Linux' }, Intl };
const FACTS = scopeFacts(PAGE);

class FakeWorker extends EventTarget {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror = null;
  ended = 0;
  terminate(): void {
    this.ended += 1;
  }
  postMessage(): void {}
}

describe('client: the workerScope signal', () => {
  it('is empty where the worker says the same, and else what it says', async () => {
    assert.deepEqual(await workerScope(async () => FACTS, PAGE, true), {});
    const signal = await workerScope(async () => ({ ...FACTS, platform: 'Win32' }), PAGE, true);
    assert.deepEqual(SIGNALS.workerScope.shape.parse(signal), { platform: 'Win32' });
  });

  it('is unknown, never a mismatch, where there is no worker or none may be made', async () => {
    assert.deepEqual(await workerScope(async () => FACTS, PAGE, false), { missing: 'unsupported' });
    assert.deepEqual(await workerScope(async () => null, PAGE, true), { missing: 'blocked' });
    const refusing = () => {
      throw new DOMException('policy', 'SecurityError');
    };
    assert.equal(await startWorker('/x.js', refusing), null);
  });

  it('ends the worker once it has answered', async () => {
    const made = new FakeWorker();
    const facts = startWorker('/x.js', () => made);
    made.onmessage?.(new MessageEvent('message', { data: FACTS }));
    assert.deepEqual(await facts, FACTS);
    assert.equal(made.ended, 1);
  });

  it('ends a worker that fails, and keeps its error from the page', async () => {
    const made = new FakeWorker();
    const facts = startWorker('/x.js', () => made);
    let kept = false;
    const event = Object.assign(new Event('error'), { preventDefault: () => (kept = true) });
    Reflect.apply(made.onerror ?? (() => {}), made, [event]);
    assert.equal(await facts, null);
    assert.deepEqual([made.ended, kept], [1, true]);
  });
});
