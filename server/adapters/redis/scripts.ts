import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A Lua script of ./lua, which Redis knows by its digest once it has run. */
export type Script = { readonly name: string; readonly text: string; readonly sha: string };

const read = (name: string): string => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');

const textual = (name: string, text: string): Script => ({
  name,
  text,
  sha: createHash('sha1').update(text).digest('hex'),
});

function script(name: string, ...parts: readonly string[]): Script {
  return textual(name, ['begin', ...parts, name].map(read).join('\n'));
}

/** What makes room must also run when the server's memory is full. */
function freeing(name: string): Script {
  return textual(name, `#!lua flags=allow-oom\n${['begin', name].map(read).join('\n')}`);
}

const SUBJECT = ['counter', 'distinct', 'crowd', 'subject'];

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
  fetch: freeing('fetch'),
  settle: freeing('settle'),
  setAside: freeing('set-aside'),
  release: script('release'),
  waiting: script('waiting'),
  readRecord: script('read-record'),
  addOutcome: script('add-outcome'),
  findRecords: script('find-records'),
  dropEvents: script('drop-events'),
  batch: script('batch'),
  deadLetters: script('dead-letters'),
  putBack: script('put-back'),
} as const;
