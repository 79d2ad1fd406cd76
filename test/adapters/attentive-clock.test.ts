import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { attentiveMs } from '../../server/adapters/attentive-clock.ts';
import { eventually } from '../support/eventually.ts';

describe('attentive clock', () => {
  it('goes on while the process listens, never faster than time, and never back', async () => {
    const [began, beganAt] = [attentiveMs(), performance.now()];
    let last = began;
    await eventually('100 ms have passed', async () => {
      for (let i = 0; i < 20; i++) {
        await turn();
        const now = attentiveMs();
        assert.ok(now >= last && now - began <= performance.now() - beganAt + 0.01, `${now - last}`);
        last = now;
      }
      return last - began >= 100;
    });
  });

  it('all but stands still while the process is held up', async () => {
    await turn();
    const began = attentiveMs();
    for (let i = 0; i < 5; i++) {
      const until = performance.now() + 100;
      while (performance.now() < until);
      await turn();
    }
    const passed = attentiveMs() - began;
    assert.ok(passed <= 70, `${passed} ms of 500`);
  });
});
