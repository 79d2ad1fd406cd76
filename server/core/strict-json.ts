/**
 * JSON from outside: strict UTF-8, no member twice, no `__proto__`, bounded in depth and members, checked in one scan before
 * anything is built. `JSON.parse` alone takes the last of two equal members, and lets a client and a proxy read different things.
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
  const fault = scan(text, limits);
  if (fault !== null) return { ok: false, fault };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, fault: 'json-invalid' };
    throw error;
  }
}

/** null is an array's frame, a set holds the members that an object has named so far. */
type Frame = Set<string> | null;

function scan(text: string, limits: JsonLimits): JsonFault | null {
  const frames: Frame[] = [];
  let members = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      const end = endOfString(text, i);
      if (end === -1) return 'json-invalid';
      const fault = isKey(text, end) ? nameMember(frames.at(-1), text.slice(i, end + 1)) : null;
      if (fault !== null) return fault;
      i = end;
    } else if (c === ',') {
      members++;
    } else {
      nest(frames, c);
    }
    if (frames.length > limits.depthMax || members > limits.keysMax) return 'json-too-deep';
  }
  return null;
}

function nest(frames: Frame[], c: string | undefined): void {
  if (c === '{') frames.push(new Set());
  else if (c === '[') frames.push(null);
  else if (c === '}' || c === ']') frames.pop();
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return -1;
}

function isKey(text: string, end: number): boolean {
  let i = end + 1;
  while (text[i] === ' ' || text[i] === '\n' || text[i] === '\r' || text[i] === '\t') i++;
  return text[i] === ':';
}

function nameMember(frame: Frame | undefined, quoted: string): JsonFault | null {
  if (frame === undefined || frame === null) return 'json-invalid';
  let name = quoted.slice(1, -1);
  if (name.includes('\\')) {
    try {
      name = JSON.parse(quoted);
    } catch (error) {
      if (error instanceof SyntaxError) return 'json-invalid';
      throw error;
    }
  }
  if (name === '__proto__') return 'json-key-forbidden';
  if (frame.has(name)) return 'json-key-duplicate';
  frame.add(name);
  return null;
}
