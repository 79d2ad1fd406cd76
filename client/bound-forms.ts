import { TOKEN_FIELD } from '../shared/constants.ts';

const bound = new WeakSet<HTMLFormElement>();

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
  if (tokenInput(form) !== null) return;
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = TOKEN_FIELD;
  form.append(field);
}

export const isBound = (form: HTMLFormElement): boolean => bound.has(form);
