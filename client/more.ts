import { consoleLooks } from './console-looks.ts';
import { layoutAnswer } from './layout-answer.ts';
import { earlySignals, fullSignals, lightSignals, ownDeadlinesMs } from './more-signals/index.ts';
import { worker } from './more-signals/worker-scope.ts';
import { asked, ownScript } from './own-script.ts';
import { property } from './property.ts';
import { scopeFacts } from './scope-facts.ts';
import { HANDED_OVER, type HandedOver } from './second-script.ts';
import { inSeedsOrder } from './seeds-order.ts';
import { solvePuzzle } from './solve-puzzle.ts';

/**
 * The second script. In the page it hands its collectors over on its own script element, so that there is no further global;
 * loaded again as a worker, it says what the browser says there.
 */
if (ownScript !== null) {
  void worker();
  const handedOver: HandedOver = {
    early: inSeedsOrder(earlySignals, asked.seed),
    light: lightSignals,
    full: fullSignals,
    ownDeadlinesMs,
    layOut: layoutAnswer,
    solve: solvePuzzle,
  };
  Reflect.set(ownScript, HANDED_OVER, handedOver);
} else if (typeof document === 'undefined' && typeof postMessage === 'function') {
  const name = property(globalThis, 'name');
  postMessage({ ...scopeFacts(globalThis), ...(name === '' ? {} : { looks: consoleLooks(name === '1') }) });
}
