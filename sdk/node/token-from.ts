/** The form field that the agent adds (TOKEN_FIELD in shared/constants.ts; a test holds the two together). */
const FIELD = 'sekisho-token';
/** No agent makes a longer one (FIELD_BYTES_MAX), and Sekisho refuses a question that holds one. */
const TOKEN_CHARS_MAX = 32 * 1024;

/**
 * The agent's field of a parsed form or JSON body, untouched; null when absent, empty, sent twice or too long, all of
 * which are judged as no token. A stranger's field must never turn a login into an error.
 */
export function tokenFrom(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, FIELD)) return null;
  const it: unknown = Reflect.get(body, FIELD);
  return typeof it === 'string' && it !== '' && it.length <= TOKEN_CHARS_MAX ? it : null;
}
