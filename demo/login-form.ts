import type { Language } from '../sdk/node/index.ts';
import { isLanguage } from './language.ts';

/** What was sent by the login form. The agent's own field is read by the sdk, untouched. */
export type LoginForm = {
  /** Without surrounding blanks: phones add one after a word they completed. */
  readonly username: string;
  readonly password: string;
  /** The language that the visitor chose by hand, if any. */
  readonly language: Language | null;
};

const FIELDS = ['username', 'password', 'lang', 'sekisho-token'];

/** Null when a field came twice: two parsers could read two different things. */
export function loginForm(body: unknown): LoginForm | null {
  const fields: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? { ...body } : {};
  if (FIELDS.some(name => Array.isArray(fields[name]))) return null;
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  return {
    username: text('username').trim(),
    password: text('password'),
    language: isLanguage(fields['lang']) ? fields['lang'] : null,
  };
}
