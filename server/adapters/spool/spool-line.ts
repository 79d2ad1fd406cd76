import { SUBJECT_TYPES } from '../../core/subjects/subject.ts';
import type { Spooled } from '../../ports/state.ts';

/** Rises when a line is no longer readable as before. */
const VERSION = 2;

/** One line of NDJSON, its end included. The personal part is in it as it came: sealed. */
export function spoolLine({ record, changes, idempotency }: Spooled): Buffer {
  const { salt, sealed } = record.payload;
  const payload = { salt, sealed: Buffer.from(sealed).toString('base64') };
  return Buffer.from(`${JSON.stringify({ v: VERSION, record: { ...record, payload }, changes, idempotency })}\n`);
}

/**
 * null: this is not a line that was written whole. What is ours is not held to the wire's schemas: an answer that was given must come
 * back, also one that a newer version would give otherwise. @param line without its end.
 */
export function spooledFrom(line: string): Spooled | null {
  const it = jsonFrom(line);
  if (!isObject(it) || it['v'] !== VERSION) return null;
  const { record, changes, idempotency } = it;
  if (!isRecord(record) || !Array.isArray(changes) || !changes.every(isSubjectChange)) return null;
  if (idempotency !== null && !isKeptKey(idempotency)) return null;
  const { salt, sealed } = record['payload'] as { salt: string; sealed: string };
  const payload = { salt, sealed: new Uint8Array(Buffer.from(sealed, 'base64')) };
  return { record: { ...record, payload }, changes, idempotency } as unknown as Spooled;
}

type Parsed = Readonly<Record<string, unknown>>;

function jsonFrom(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const isObject = (it: unknown): it is Parsed => typeof it === 'object' && it !== null && !Array.isArray(it);
const areTexts = (it: Parsed, ...names: string[]): boolean => names.every(name => typeof it[name] === 'string');
const isTextOrNull = (it: unknown): boolean => it === null || typeof it === 'string';

function isRecord(it: unknown): it is Parsed {
  if (!isObject(it) || !isObject(it['payload']) || !isBase64(it['payload']['sealed'])) return false;
  return (
    areTexts(
      it,
      'id',
      'siteId',
      'domain',
      'action',
      'phase',
      'channel',
      'mode',
      'wouldBe',
      'addressRef',
      'networkRef',
    ) &&
    areTexts(it, 'policyRevision', 'payloadDigest') &&
    areTexts(it['payload'], 'salt') &&
    ['accountRef', 'keyId', 'reportId', 'idempotencyKey'].every(name => isTextOrNull(it[name])) &&
    ['createdAt', 'propensity'].every(name => typeof it[name] === 'number') &&
    ['features', 'dataVersions'].every(name => isObject(it[name])) &&
    Array.isArray(it['evidence']) &&
    it['evidence'].every(isObject) &&
    isAnswer(it['answer'])
  );
}

const isAnswer = (it: unknown): boolean =>
  isObject(it) && areTexts(it, 'id', 'verdict', 'decidedBy') && Array.isArray(it['reasons']);

const isKeptKey = (it: unknown): boolean =>
  isObject(it) && areTexts(it, 'key', 'digest') && Number.isFinite(it['expiresAt']);

const isBase64 = (it: unknown): boolean =>
  typeof it === 'string' && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(it);

function isSubjectChange(it: unknown): boolean {
  if (!isObject(it) || !isObject(it['subject']) || !Array.isArray(it['changes'])) return false;
  const { type, key } = it['subject'];
  return SUBJECT_TYPES.some(known => known === type) && typeof key === 'string' && it['changes'].every(isChange);
}

function isChange(it: unknown): boolean {
  if (!isObject(it)) return false;
  switch (it['kind']) {
    case 'count':
      return areTexts(it, 'name') && Number.isSafeInteger(it['by']) && Number(it['by']) > 0;
    case 'distinct':
      return areTexts(it, 'name', 'value');
    case 'add':
    case 'remove':
      return areTexts(it, 'list', 'member');
    default:
      return false;
  }
}
