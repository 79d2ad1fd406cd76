import type { Streams } from '../../shared/wire/streams.ts';
import { property } from '../property.ts';
import type { Watch } from '../watch.ts';

/** https://html.spec.whatwg.org/multipage/interaction.html#sticky-activation; undefined: Firefox before 120, Safari before 16.4. */
const hasBeenActive = (): unknown => property(property(navigator, 'userActivation'), 'hasBeenActive');
/** What is done in one of a page's frames counts for all of them, and is seen by one. */
const isAmongFrames = (): boolean => parent !== window || document.querySelector('iframe,frame,object,embed') !== null;

/** Whether the page came to count as operated by a person before anything of a person reached it. */
export function activation(
  { listen }: Watch,
  active = hasBeenActive,
  amongFrames = isAmongFrames,
): () => Streams['activation'] {
  // Before anybody listened, and in another window, such as an extension's, people operate unseen.
  let mayBePerson = active() !== false;
  const note = () => {
    mayBePerson = true;
  };
  listen(['pointerdown', 'keydown', 'paste', 'click'], note);
  listen(['pageshow'], ({ persisted }) => {
    if (persisted) note();
  });
  listen(['blur'], ({ target, currentTarget }) => {
    if (target === currentTarget) note();
  });
  return () => ({ untouched: !mayBePerson && !amongFrames() && active() === true });
}
