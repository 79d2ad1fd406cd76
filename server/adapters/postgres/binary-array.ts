/** https://www.postgresql.org/docs/current/catalog-pg-type.html */
const OIDS = { text: 25, bytea: 17 } as const;
const HEAD_BYTES = 20;
const NULL_LENGTH = -1;

/**
 * An array parameter in PostgreSQL's own form (array_recv): without it the library escapes each text as a literal, and the server reads
 * it back, which costs more than the rest of an insert on our side.
 */
export function binaryArray(type: keyof typeof OIDS, values: readonly (string | Uint8Array | null)[]): Buffer {
  const lengths = values.map(it => (it === null ? NULL_LENGTH : Buffer.byteLength(it)));
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + lengths.reduce((sum, it) => sum + 4 + Math.max(it, 0), 0));
  // One dimension, which holds nulls, of this type: so many, from 1.
  const head = [values.length === 0 ? 0 : 1, 1, OIDS[type], values.length, 1];
  let at = head.reduce((to, it) => bytes.writeInt32BE(it, to), 0);
  for (const [n, value] of values.entries()) {
    at = bytes.writeInt32BE(lengths[n] ?? NULL_LENGTH, at);
    if (typeof value === 'string') at += bytes.write(value, at);
    else if (value !== null) at += Buffer.from(value.buffer, value.byteOffset, value.byteLength).copy(bytes, at);
  }
  return values.length === 0 ? bytes.subarray(0, 12) : bytes;
}
