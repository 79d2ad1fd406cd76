import { isBound } from './bound-forms.ts';

export type LoginForms = {
  /** Remembers forms by their password fields: one that shows its password is a text field when the form is sent. */
  notice(event: Event): void;
  takes(form: HTMLFormElement, namesField: boolean): boolean;
};

function isPassword(field: Element): boolean {
  const type = field.getAttribute('type')?.toLowerCase();
  return type === 'password' || /\b(current|new)-password\b/.test(field.getAttribute('autocomplete') ?? '');
}

/**
 * Which forms get the field: those handed over by `protect`, and those sent by POST that hold a password field, carry `data-sekisho`,
 * or name the field themselves. Never others: in a GET form the field would end up in addresses and logs, and the rest of the page's forms are not our business.
 */
export function loginForms(): LoginForms {
  const noticed = new WeakSet<object>();
  return {
    notice(event) {
      const field = event.target;
      if (!(field instanceof HTMLInputElement) || field.form === null || !isPassword(field)) return;
      noticed.add(field.form);
    },
    takes(form, namesField) {
      if (isBound(form)) return true;
      // By attribute: an input named "method" hides the property of that name.
      if (form.getAttribute('method')?.toLowerCase() !== 'post') return false;
      if (form.hasAttribute('data-sekisho') || namesField || noticed.has(form)) return true;
      return Array.from(form.elements).some(isPassword);
    },
  };
}
