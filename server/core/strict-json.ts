/**
 * JSON from outside: strict UTF-8, no member twice, no `__proto__`, bounded in depth and members, checked in one scan before
 * anything is built. `JSON.parse` alone takes the last of two equal members, and lets a client and a proxy read different things: so
 * the members that the text names are counted, and those that came out.
 */
export type JsonFault = 'utf8-invalid' | 'json-invalid' | 'json-too-deep' | 'json-key-duplicate' | 'json-key-forbidden';

export type JsonLimits = { readonly depthMax: number; readonly keysMax: number };

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: JsonFault };

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function parseStrictJson(bytes: Uint8Array, limits: JsonLimits): JsonResult {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, fault: 'utf8-invalid' };
    throw error;
  }
  const named = membersNamed(text, limits);
  if (typeof named === 'string') return { ok: false, fault: named };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, fault: 'json-invalid' };
    throw error;
  }
  const fault = memberFault(value, named);
  return fault === null ? { ok: true, value } : { ok: false, fault };
}

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [SQUARE_OPEN, SQUARE_CLOSE, CURLY_OPEN, CURLY_CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Of valid JSON, the number of members that its objects name: of colons outside strings. */
function membersNamed(text: string, { depthMax, keysMax }: JsonLimits): number | JsonFault {
  let [depth, items, named] = [0, 0, 0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) {
      i = endOfString(text, i);
      if (i === -1) return 'json-invalid';
    } else if (c === COLON) named++;
    else if (c === COMMA) items++;
    else if (c === CURLY_OPEN || c === SQUARE_OPEN) depth++;
    else if (c === CURLY_CLOSE || c === SQUARE_CLOSE) depth--;
    if (depth > depthMax || items > keysMax) return 'json-too-deep';
  }
  return named;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before--;
  return (at - before) % 2 === 0;
}

/** Compares what was named with what came out; a member that is named twice comes out once. */
function memberFault(value: unknown, named: number): JsonFault | null {
  const found = membersOf(value);
  if (Number.isNaN(found)) return 'json-key-forbidden';
  return found === named ? null : 'json-key-duplicate';
}

/** Of all objects within; NaN where one has a forbidden name. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += membersOf(item);
    return count;
  }
  const object = value as Readonly<Record<string, unknown>>;
  for (const name in object) {
    if (name === '__proto__') return Number.NaN;
    count += 1 + membersOf(object[name]);
  }
  return count;
}
