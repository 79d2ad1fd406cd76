import { IDLE_WAIT_MS } from './limits.ts';

export const isPrerendered = (page: object): boolean => 'prerendering' in page && page.prerendering === true;

/** Runs once the page is shown (not merely prerendered), loaded, and has nothing else to do. */
export function whenIdle(
  run: () => void,
  view: EventTarget = window,
  page: Pick<Document, 'readyState'> = document,
): void {
  const idle = () => {
    // Safari came late to it.
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => run(), { timeout: IDLE_WAIT_MS });
    else setTimeout(run, 1);
  };
  const loaded = () => {
    // Not captured: images' and frames' own load events would pass too.
    if (page.readyState === 'complete') idle();
    else view.addEventListener('load', idle, { once: true });
  };
  // Of the document, hence captured on its way.
  if (!isPrerendered(page)) loaded();
  else view.addEventListener('prerenderingchange', loaded, { once: true, capture: true });
}
