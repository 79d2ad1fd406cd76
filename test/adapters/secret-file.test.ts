import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRET_FILE, secretFromFile } from '../../server/adapters/secret-file.ts';

describe('secret file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, readable by its owner alone, and nothing lies beside it', () => {
    const inner = join(folder, 'data');
    const made = secretFromFile(inner, true);
    assert.ok(made.length >= 32);
    assert.deepEqual(secretFromFile(inner, true), made);
    assert.equal(statSync(join(inner, SECRET_FILE)).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(inner), [SECRET_FILE]);
  });

  it('is not made anew beside a database, which the lost one belongs to', () => {
    assert.throws(() => secretFromFile(folder, false), /is missing beside the database/);
  });

  it('is not replaced when it is too short: what it sealed would be lost', () => {
    writeFileSync(join(folder, SECRET_FILE), 'short');
    assert.throws(() => secretFromFile(folder, true), /shorter than 32 bytes/);
  });
});
