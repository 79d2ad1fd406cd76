import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Policy, policySchema } from './core/policy.ts';

const FOLDER = `${import.meta.dirname}/policies`;
const REVISION_CHARS = 12;

/** A default policy; its revision is a digest of its rules, so that a record names exactly what it was judged by. */
export function readPolicy(name: 'access'): Policy {
  const file = `${FOLDER}/${name}.json`;
  const parsed = policySchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} is not a policy: ${z.prettifyError(parsed.error)}`);
  const digest = createHash('sha256').update(JSON.stringify(parsed.data)).digest('hex');
  return { ...parsed.data, revision: `${name}-${digest.slice(0, REVISION_CHARS)}` };
}
