/** What both ends of a wire must agree on. Sizes are bytes, times are milliseconds. */

/**
 * Of reports and summaries. The agent says it with each call (`?v=`); it rises where an older server could not read what is sent, and
 * then a gate answers agents of other versions with a problem of their own.
 */
export const WIRE_VERSION = 1;

/** The form field that the agent adds, the site's backend hands on untouched as `token`. */
export const TOKEN_FIELD = 'sekisho-token';
/** Token, summary and report are base64url, so `~` can only be the separator. */
export const TOKEN_SEPARATOR = '~';
export const FIELD_BYTES_MAX = 32 * 1024;
export const SUMMARY_BYTES_MAX = 8 * 1024;
/** A report must also fit the field, base64url and one separator before it. */
export const REPORT_BYTES_MAX = Math.floor(((FIELD_BYTES_MAX - 1) * 3) / 4);

/** `data-session`; a longer one is left out by the agent, for a cut one would look like another session's. */
export const SESSION_CHARS_MAX = 200;

/** Movements of the pointer that one page view tells of: a login has two or three. */
export const APPROACHES_MAX = 6;

/** Of a site's order of probes; Lehmer's generator, which draws from it, holds less than 2 ** 31. */
export const SEED_MAX = 2 ** 30 - 1;

export const NONCE_LIFE_MS = 10 * 60_000;
/** The agent takes a new token when its own is older than this: well before the server calls it old. */
export const TOKEN_RENEW_AFTER_MS = 10 * 60_000;
export const TOKEN_OLD_AFTER_MS = 30 * 60_000;
export const TOKEN_LIFE_MS = 24 * 60 * 60_000;
/** The same binding and phase within this time is a repeat (double click, a backend's retry), not a second use; of a failure a try of its own. */
export const TOKEN_REPEAT_MS = 2 * 60_000;

/** `key.counter.signature` of POST /v1/collect: the raw P-256 point, the server's last counter, ECDSA over SHA-256; each base64url. */
export const PROOF_HEADER = 'sekisho-proof';
/** What is signed begins with this: nothing else that a browser signs can pass for it. */
export const PROOF_CONTEXT = 'sekisho/1';
/** In the counter's place, before the key's first spent token. */
export const UNSPENT = '-';

/** From this character on a nonce is its MAC: what the layout answer is computed from, which only the gate's secret could have chosen. */
export const LAYOUT_FROM_CHAR = 8;

/** The proof of work of one nonce: so many small puzzles, so that its time spreads little (one large one takes anything from 0 to 5 times its mean). */
export const WORK_PUZZLES = 8;
/**
 * What is hashed for each try; puzzle, try and nonce stand at its head, so that no part can be computed once for all. So long that it is
 * hashing that takes the time (10 µs), not the call of Web Crypto (3 to 30): a program of its own is hardly faster than a browser.
 */
export const WORK_MESSAGE_BYTES = 16 * 1024;

export const CARRIER_COOKIE = '__Host-sekisho';
