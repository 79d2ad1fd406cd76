import type { Streams } from '../../shared/wire/streams.ts';
import { capped } from '../capped.ts';
import { COUNT_MAX } from '../limits.ts';
import type { Watch } from '../watch.ts';

const TEXT_TYPES = ['text', 'password', 'email', 'tel', 'search', 'url', 'number'];

/** The field itself, also inside an open shadow tree. */
function fieldOf(event: Event): EventTarget | null {
  return event.composedPath()[0] ?? event.target;
}

/** A checkbox gets `input` events too, and never a key. */
function takesText(field: EventTarget): boolean {
  if (!('tagName' in field)) return false;
  if (field.tagName === 'TEXTAREA') return true;
  return field.tagName === 'INPUT' && 'type' in field && TEXT_TYPES.includes(String(field.type));
}

/** :autofill came to Chromium in 2023 (110); before, an unknown selector throws. */
function countAutofilled(): number {
  for (const selector of ['input:autofill', 'input:-webkit-autofill']) {
    try {
      return Math.min(COUNT_MAX, document.querySelectorAll(selector).length);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }
  return 0;
}

/** How fields get their content; the content is never looked at. */
export function focus(
  { listen, listenToAll }: Watch,
  autofilled: () => number = countAutofilled,
): () => Streams['focus'] {
  const counts = { focuses: 0, pastes: 0, inputsWithoutKeys: 0, compositions: 0, untrusted: 0 };
  const worked = new WeakSet<EventTarget>();

  const work = (event: Event) => {
    const field = fieldOf(event);
    if (field !== null) worked.add(field);
  };
  listenToAll(['focusin', 'paste', 'compositionstart', 'input'], event => {
    if (!event.isTrusted) counts.untrusted += 1;
  });
  listen(['focusin'], () => {
    counts.focuses += 1;
  });
  listen(['keydown', 'drop'], work);
  listen(['paste'], event => {
    counts.pastes += 1;
    work(event);
  });
  listen(['compositionstart'], event => {
    counts.compositions += 1;
    work(event);
  });
  // Password managers fill with events of their own making: these count here too, since they are no hands.
  listenToAll(['input'], event => {
    const field = fieldOf(event);
    if (field !== null && takesText(field) && !worked.has(field)) counts.inputsWithoutKeys += 1;
  });

  return () => ({ ...capped(counts), autofilled: autofilled() });
}
