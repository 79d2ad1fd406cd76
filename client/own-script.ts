import { property } from './property.ts';

/** What the first script says to the second, on the element that it loads it with: `HANDED_OVER` in second-script.ts. */
export type Asked = {
  /** Of this installation and site: which of several forms of a probe is taken, and in which order they run. */
  readonly seed: number;
  /** Nothing may be written to the page's console, at whatever level. */
  readonly quiet: boolean;
};

/** The second script's own element; null in a worker, where it runs too. Only while the script itself runs: hence read at once. */
const element = typeof document === 'undefined' ? null : document.currentScript;
const said = property(element, 'sekisho');

export const ownScript = element;
export const asked: Asked = {
  seed: Number(property(said, 'seed')) || 0,
  quiet: property(said, 'quiet') === true,
};
// A worker does not know the class either.
export const ownAddress = element !== null && 'src' in element && typeof element.src === 'string' ? element.src : '';
