import { REPORT_BYTES_MAX } from '../shared/constants.ts';

/** Every size, wait, queue and loop of the server has its limit here. Bytes, milliseconds, counts. */
export const LIMITS = {
  /** A report, and a little for what an older or newer agent words differently. */
  collectBodyBytesMax: REPORT_BYTES_MAX + 1024,
  screeningBodyBytesMax: 128 * 1024,
  outcomeBodyBytesMax: 8 * 1024,
  jsonDepthMax: 12,
  jsonKeysMax: 4000,
  /** From the first byte of a body to its last. */
  bodyReadMsMax: 10_000,
  /** What of a refused body is still read, and dropped, so that the refusal arrives. */
  refusedBodyBytesMax: 1024 * 1024,
  refusedBodyMsMax: 1000,
  headersMsMax: 10_000,
  requestMsMax: 30_000,
  keepAliveMs: 15_000,
  headerBytesMax: 32 * 1024,
  connectionsMax: 5000,
  userAgentCharsMax: 1024,
  badFieldsShownMax: 20,
  idempotencyKeyCharsMax: 128,
  idempotencyLifeMs: 24 * 60 * 60_000,
  /** Another process or a double click changed the same token in between: load and decide again. */
  commitTriesMax: 5,
  /** Reports kept, over all sites; beyond it the oldest go first (about 4 KB each). */
  reportsMax: 1_000_000,
  /** As long as docs/signals.md promises: then a record's personal payload goes, the record stays. */
  payloadLifeMs: 90 * 24 * 60 * 60_000,
  accountLoginsKept: 50,
  outcomesPerScreeningMax: 100,
  sweepEveryMs: 60_000,
  sweepRowsMax: 5000,
  /** Requests of one lane that may be in work at once, and that may wait for it. */
  collectInWorkMax: 32,
  collectWaitingMax: 256,
  collectWaitMsMax: 2000,
  /** Collects that may begin in one turn of the event loop; between turns a screening waits for no more than these. */
  collectPerTurn: 2,
  /** A refusal is answered after this time, so that a flood over few connections slows itself down. */
  refusalDelayMs: 1000,
  refusalsDelayedMax: 2000,
  screeningInWorkMax: 256,
  screeningWaitingMax: 1024,
  screeningWaitMsMax: 1000,
  retryAfterS: 2,
  drainMsMax: 10_000,
  drainEveryMs: 50,
  sqliteBusyMs: 2000,
} as const;
