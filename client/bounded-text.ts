/**
 * A string the wire accepts. One value outside its shape makes the server refuse the whole report, so a browser's odd value
 * (or a patched one) is cut; what is no string throws, and the runner records the signal as failed.
 */
export function boundedText(value: unknown, charsMax: number): string {
  if (typeof value !== 'string') throw new TypeError('not a string');
  return value.slice(0, charsMax);
}
