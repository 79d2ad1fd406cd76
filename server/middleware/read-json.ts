import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { parseStrictJson } from '../core/strict-json.ts';
import { type BadField, ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { HeldBody } from './body-budget.ts';

/** Counts what is read against what may be held at once; null: nothing is counted. */
export type Hold = (giveUp: () => void) => HeldBody | null;
export type ReadBody = {
  readonly value: unknown;
  readonly bytes: number;
  /** SHA-256 of the body: few ask for it. */
  readonly digest: () => string;
};

/** Raw bytes up to the limit, then type, UTF-8, one scan, JSON. The schema comes after, at the route. */
export async function readJson(req: IncomingMessage, bytesMax: number, hold: Hold): Promise<ReadBody> {
  const raw = await readBytes(req, bytesMax, hold);
  requireJson(req);
  const parsed = parseStrictJson(raw, { depthMax: LIMITS.jsonDepthMax, keysMax: LIMITS.jsonKeysMax });
  if (!parsed.ok) throw new ProblemError(parsed.fault);
  return { value: parsed.value, bytes: raw.length, digest: () => hash('sha256', raw, 'base64url') };
}

function requireJson(req: IncomingMessage): void {
  const [type = '', ...parameters] = (req.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map(it => it.trim()).find(it => it.startsWith('charset='));
  const plain = (req.headers['content-encoding'] ?? 'identity') === 'identity';
  const utf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  if (type.trim() !== 'application/json' || !utf8 || !plain) throw new ProblemError('content-type-unsupported');
}

async function readBytes(req: IncomingMessage, bytesMax: number, hold: Hold): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > bytesMax) throw new ProblemError('body-too-large');
  // Nearly always all of it came with the headers.
  if (req.complete) return wholeBody(req, bytesMax, hold);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      req.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      act();
    };
    const fail = (code: 'body-too-large' | 'body-timeout' | 'busy'): void => {
      held?.release();
      settle(() => reject(new ProblemError(code)));
    };
    const held = hold(() => fail('busy'));
    const onData = (part: Buffer): void => {
      size += part.length;
      if (size > bytesMax) fail('body-too-large');
      else if (held?.add(part.length) === false) fail('busy');
      else parts.push(part);
    };
    const onEnd = (): void => {
      held?.finish();
      settle(() => resolve(Buffer.concat(parts)));
    };
    // The caller hung up: nobody reads the answer, but the request must end.
    const onGone = (): void => fail('body-timeout');
    const timer = setTimeout(() => fail('body-timeout'), LIMITS.bodyReadMsMax);
    req.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}

function wholeBody(req: IncomingMessage, bytesMax: number, hold: Hold): Buffer {
  const body: Buffer = req.read() ?? Buffer.alloc(0);
  if (body.length > bytesMax) throw new ProblemError('body-too-large');
  const held = hold(() => {});
  held?.finish();
  if (held?.add(body.length) === false) throw new ProblemError('busy');
  return body;
}

/** Parsed by its schema, or a problem that names each bad field: its path and what is wrong, never its value. */
export function parseBy<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ProblemError('fields-invalid', badFields(parsed.error.issues).slice(0, LIMITS.badFieldsShownMax));
}

function badFields(issues: readonly z.core.$ZodIssue[]): BadField[] {
  return issues.flatMap(issue => {
    const path = pathOf(issue.path);
    if (issue.code === 'unrecognized_keys') {
      const names = issue.keys.filter(key => /^[\w-]{1,64}$/.test(key));
      const unknown = names.map(key => ({ path: pathOf([...issue.path, key]), problem: 'is not a field here' }));
      return unknown.length > 0 ? unknown : [{ path, problem: 'has a field that is not known here' }];
    }
    if (issue.code === 'invalid_union') {
      // The shape that least is wrong with is the one that was meant.
      const [nearest = []] = issue.errors.toSorted((a, b) => a.length - b.length);
      const inner = nearest.find(it => it.code !== 'unrecognized_keys' && it.path.length > 0);
      return inner === undefined
        ? [
            {
              path,
              problem: issue.message === 'Invalid input' ? 'has not one of the shapes taken here' : issue.message,
            },
          ]
        : badFields([{ ...inner, path: [...issue.path, ...inner.path] }]);
    }
    return [{ path, problem: issue.message.slice(0, 200) }];
  });
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? '(body)' : path.map(it => String(it).slice(0, 64)).join('.');
