import assert from 'node:assert/strict';
import { whenIdle } from '../../client/when-idle.ts';
import { eventually } from '../support/eventually.ts';

type FakePage = { readyState: DocumentReadyState; prerendering?: boolean };

/** Runs whenIdle and says how often it ran. */
function idling(page: FakePage) {
  const view = new EventTarget();
  let runs = 0;
  whenIdle(
    () => {
      runs += 1;
    },
    view,
    page,
  );
  return { view, page, runs: () => runs };
}

const turn = () => new Promise(resolve => setTimeout(resolve, 2));

describe('client: whenIdle', () => {
  it('runs once on a page that is loaded', async () => {
    const { runs } = idling({ readyState: 'complete' });
    assert.equal(runs(), 0, 'not in the task of the caller');
    await eventually('it runs', () => runs() === 1);
  });

  it('waits for the load of the page', async () => {
    const { view, runs } = idling({ readyState: 'loading' });
    await turn();
    assert.equal(runs(), 0);
    view.dispatchEvent(new Event('load'));
    await eventually('it runs', () => runs() === 1);
  });

  it('waits until a prerendered page is opened', async () => {
    const { view, page, runs } = idling({ readyState: 'complete', prerendering: true });
    await turn();
    assert.equal(runs(), 0);
    page.prerendering = false;
    view.dispatchEvent(new Event('prerenderingchange'));
    await eventually('it runs', () => runs() === 1);
  });

  it('asks for idle time with a limit where the browser has it', () => {
    let asked: unknown;
    let run: unknown;
    Object.assign(globalThis, {
      requestIdleCallback: (callback: unknown, options: unknown) => {
        run = callback;
        asked = options;
      },
    });
    try {
      const { runs } = idling({ readyState: 'complete' });
      assert.deepEqual(asked, { timeout: 1000 });
      assert.equal(runs(), 0);
      if (typeof run === 'function') run();
      assert.equal(runs(), 1);
    } finally {
      Reflect.deleteProperty(globalThis, 'requestIdleCallback');
    }
  });
});
