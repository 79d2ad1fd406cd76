import { TOKEN_FIELD } from '../shared/constants.ts';
import { fillBoundForms, tokenInput } from './bound-forms.ts';
import { FILLED_FIELDS_MAX } from './limits.ts';
import { guarded, listen } from './listen.ts';
import { loginForms } from './login-forms.ts';

/** Fields of forms that were filled, to be blanked when the agent is switched off: a spent token would be sent with the next form. */
function filledFields(ended: AbortSignal): (field: HTMLInputElement, value: string) => void {
  const filled = new Set<HTMLInputElement>();
  ended.addEventListener('abort', () => {
    for (const field of filled) field.value = '';
    filled.clear();
  });
  return (field, value) => {
    field.value = value;
    // The newest last.
    filled.delete(field);
    filled.add(field);
    for (const oldest of filled) if (filled.size > FILLED_FIELDS_MAX) filled.delete(oldest);
  };
}

/** One sending is both a `submit` and a `formdata`: the same value, for a second one would be of a spent token. */
function oneASending(value: () => string): (form: HTMLFormElement) => string {
  let given: { readonly form: HTMLFormElement; readonly value: string } | null = null;
  return form => {
    if (given?.form === form) return given.value;
    given = { form, value: value() };
    setTimeout(() => {
      given = null;
    });
    return given.value;
  };
}

/** Managers fill and send a form without any interaction, and people touch the page before it is idle: all are heard. */
export function fillForms(view: EventTarget, ended: AbortSignal, field: () => string, touched: () => void): void {
  const forms = loginForms();
  // What fails here costs the field, never the form.
  const hear = listen(view, ended, () => {});
  const put = filledFields(ended);
  const valueFor = oneASending(field);
  const fill = (event: Event | FormDataEvent) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    if ('formData' in event) {
      if (forms.takes(form, event.formData.has(TOKEN_FIELD))) event.formData.set(TOKEN_FIELD, valueFor(form));
      return;
    }
    const own = tokenInput(form);
    if (own !== null && forms.takes(form, true)) put(own, valueFor(form));
  };
  hear(['pointerdown', 'keydown', 'input', 'change'], event => {
    touched();
    forms.notice(event);
  });
  hear(['focusin'], forms.notice);
  hear(['submit', 'formdata'], fill);
  fillBoundForms(guarded(fill, ended, () => {}));
}
