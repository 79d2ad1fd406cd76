/** The ES module's face: what `window.sekisho` has, and what only those need who want to see what is collected. */
export { protect, start, token, version } from './agent.ts';
export { inspect } from './inspect.ts';
