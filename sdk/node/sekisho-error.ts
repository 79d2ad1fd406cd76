import type { Problem } from '../../shared/wire/screening.ts';

export type FieldProblem = { readonly path: string; readonly problem: string };

const TEXT_CHARS_MAX = 200;
const FIELDS_MAX = 50;

/**
 * Sekisho understood the request and refused it (4xx): a wrong key, a missing scope, a field of the wrong shape.
 * Such an error is the caller's own and no fail-over hides it. The message never holds the key or what was sent.
 */
export class SekishoError extends Error {
  override readonly name = 'SekishoError';
  /** From Sekisho's error catalogue (docs/errors.md), or `unexpected-answer` when something else answered. */
  readonly code: string;
  /** The HTTP status, 400..499. */
  readonly status: number;
  /** To be quoted to whoever runs Sekisho: its log has the same. Null when something else answered. */
  readonly requestId: string | null;
  /** For bad input, every field that was wrong. */
  readonly fields: readonly FieldProblem[];

  constructor(status: number, problem: Partial<Problem>) {
    const code = problem.code ?? 'unexpected-answer';
    const fields = problem.fields ?? [];
    const where = fields.map(it => `${it.path}: ${it.problem}`).join('; ');
    super(`Sekisho refused the request: ${code} (${status})${where === '' ? '' : `, ${where}`}`);
    this.code = code;
    this.status = status;
    this.requestId = problem.requestId ?? null;
    this.fields = fields;
  }
}

/** Reads an error body that may come from anything on the way, a proxy's HTML page too. */
export function sekishoError(status: number, text: string): SekishoError {
  const body = jsonObject(text);
  const code = clipped(body['code']);
  const requestId = clipped(body['requestId']);
  const listed = Array.isArray(body['fields']) ? body['fields'].slice(0, FIELDS_MAX) : [];
  const fields = listed.flatMap((it: unknown) => {
    const path = clipped(member(it, 'path'));
    const problem = clipped(member(it, 'problem'));
    return path === undefined || problem === undefined ? [] : [{ path, problem }];
  });
  return new SekishoError(status, {
    ...(code === undefined ? {} : { code }),
    ...(requestId === undefined ? {} : { requestId }),
    fields,
  });
}

/** The code of Sekisho's error catalogue; undefined where something else on the way answered. */
export const problemCodeOf = (text: string): string | undefined => clipped(jsonObject(text)['code']);

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const it: unknown = JSON.parse(text);
    return typeof it === 'object' && it !== null ? { ...it } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function member(it: unknown, name: string): unknown {
  return typeof it === 'object' && it !== null ? Reflect.get(it, name) : undefined;
}

function clipped(it: unknown): string | undefined {
  return typeof it === 'string' ? it.slice(0, TEXT_CHARS_MAX) : undefined;
}
