import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const SECRET_FILE = 'secret';
const SECRET_BYTES = 48;

/**
 * The embedded secret: made at the first start, readable by its owner alone, beside the database and never in it.
 * `isNew`: there was no database yet; without its secret nothing in one can be read or checked.
 */
export function secretFromFile(folder: string, isNew: boolean): Uint8Array {
  const file = join(folder, SECRET_FILE);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = readIfThere(file);
  if (known !== null) return known;
  if (!isNew) {
    throw new Error(
      `${file} is missing beside the database it belongs to: restore it, or set SEKISHO_SECRET to what it was`,
    );
  }
  // Written whole under another name and linked: of two processes that start at once, both take the first one's.
  const made = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(made, randomBytes(SECRET_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
  chmodSync(made, 0o600);
  try {
    linkSync(made, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(made, { force: true });
  }
  return readIfThere(file) ?? new Uint8Array();
}

function readIfThere(file: string): Uint8Array | null {
  try {
    const secret = readFileSync(file);
    if (secret.length < 32) throw new Error(`${file} is shorter than 32 bytes: restore it, or remove it to begin anew`);
    return secret;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
