import { DatabaseError } from 'pg';
import { RecordsAway } from '../../errors.ts';

/**
 * SQLSTATEs that pass by themselves or are mended outside: connection (08), refused login (28) or database (3D), transaction given up
 * after several tries (40), resources and disk (53), cancelled by a time limit, shut down or starting (57), system (58), a server that
 * is a read-only copy (25006). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSES = /^(08|28|3D|40|53|57|58|25006)/;

/** What was asked is not at fault: it may be asked again. Errors without an SQLSTATE come from the connection itself. */
export const isAway = (error: unknown): boolean =>
  !(error instanceof DatabaseError) || error.code === undefined || PASSES.test(error.code);

export const sqlStateOf = (error: unknown): string | null =>
  error instanceof DatabaseError ? (error.code ?? null) : null;

export const awayOr = (error: unknown): unknown => (isAway(error) ? new RecordsAway({ cause: error }) : error);
