import { TOKEN_FIELD } from '../shared/constants.ts';

/** A tool that puts a copy in the form's place copies its attributes, but no listener and no identity. */
const BOUND = 'data-sekisho-bound';
const bound = new WeakSet<HTMLFormElement>();
/** What fills the forms; nothing does before the agent is started. */
let fill = (_: Event) => {};
const sent = (event: Event) => fill(event);

/** The form's own field of the token's name: the page's, or the one that `protect` put in. */
export function tokenInput(form: HTMLFormElement): HTMLInputElement | null {
  const field = form.elements.namedItem(TOKEN_FIELD);
  return field instanceof HTMLInputElement ? field : null;
}

/**
 * `protect(form)`: the form gets the field however it is sent and whatever it holds. A hidden field is put in for scripts that read
 * a form's elements instead of its FormData. Anything but a form, such as a reference that is not there yet, is left alone.
 */
export function bindForm(form: HTMLFormElement): void {
  if (typeof document === 'undefined' || !(form instanceof HTMLFormElement)) return;
  bound.add(form);
  form.setAttribute(BOUND, '');
  // Neither event leaves a shadow root, nor a form that is not in the page. Bound twice, a listener is still one.
  for (const type of ['submit', 'formdata']) form.addEventListener(type, sent, { capture: true, passive: true });
  if (tokenInput(form) !== null) return;
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = TOKEN_FIELD;
  // Firefox would put the value of an earlier page view back.
  field.autocomplete = 'off';
  form.append(field);
}

/** From now on `filler` hears of each bound form that is sent, in the form itself. */
export function fillBoundForms(filler: (event: Event) => void): void {
  fill = filler;
}

export const isBound = (form: HTMLFormElement): boolean => bound.has(form) || form.hasAttribute(BOUND);
