const PREFIX = 'scr_';
const TIME_DIGITS = 12;
const LATEST_MS = 16 ** TIME_DIGITS - 1;

/** The least id of a screening made at this moment or later: ids begin with their time, so bounds of time are bounds of id. */
export function leastIdAt(ms: number): string {
  const within = Math.min(Math.max(Math.floor(ms), 0), LATEST_MS);
  return PREFIX + within.toString(16).padStart(TIME_DIGITS, '0');
}
