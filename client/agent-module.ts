/** The ES module's face: what `window.sekisho` has, and what only those need who want to see what is collected. */
export { start, token } from './agent.ts';
export { inspect } from './inspect.ts';
