import { QUEUED_CALLS_MAX } from './limits.ts';
import { property } from './property.ts';

type Named = Readonly<Record<string, (...given: never[]) => unknown>>;

/** Calls that a page made on its stub (docs/AGENT.md) before the agent was there: `{ name, given, done }` each, in `calls`. */
export function queuedCalls(stub: unknown, agent: Named): { play(name: string): void; playRest(): void } {
  const calls = property(stub, 'calls');
  if (!Array.isArray(calls)) return { play: () => {}, playRest: () => {} };
  const play = (call: unknown) => {
    try {
      const called = agent[String(property(call, 'name'))];
      const [given, done] = [property(call, 'given'), property(call, 'done')];
      if (called === undefined || !Array.isArray(given)) return;
      const answer: unknown = Reflect.apply(called, undefined, given);
      if (typeof done === 'function') Reflect.apply(done, undefined, [answer]);
    } catch {
      // What a page queued is not of the agent's shape: the others are played, and the agent is there.
    }
  };
  const waiting: unknown[] = calls.splice(0).slice(0, QUEUED_CALLS_MAX);
  return {
    play: name => waiting.filter(it => property(it, 'name') === name).forEach(play),
    playRest() {
      waiting.filter(it => property(it, 'name') !== 'start').forEach(play);
      // Who took the stub's functions into variables of their own goes on calling those.
      calls.push = (...more: unknown[]) => {
        more.forEach(play);
        return 0;
      };
    },
  };
}
