import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A Lua script of ./lua, which Redis knows by its digest once it has run. */
export type Script = { readonly name: string; readonly text: string; readonly sha: string };

const read = (name: string): string => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');

function script(name: string, ...parts: readonly string[]): Script {
  const text = ['begin', ...parts, name].map(read).join('\n');
  return { name, text, sha: createHash('sha1').update(text).digest('hex') };
}

const SUBJECT = ['counter', 'distinct', 'subject'];

export const SCRIPTS = {
  load: script('load', ...SUBJECT),
  commit: script('commit', ...SUBJECT),
  undoUse: script('undo-use'),
  saveReport: script('save-report'),
  spendNonce: script('spend-nonce'),
  forget: script('forget'),
  room: script('room'),
  check: script('check'),
  time: script('time'),
  fetch: script('fetch'),
  settle: script('settle'),
  setAside: script('set-aside'),
  release: script('release'),
  waiting: script('waiting'),
  readRecord: script('read-record'),
  addOutcome: script('add-outcome'),
  findRecords: script('find-records'),
  dropEvents: script('drop-events'),
  batch: script('batch'),
} as const;
