import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { SIGNAL_READERS, shownSignals } from '../server/shown-signals.ts';
import { SIGNALS } from '../shared/wire/signals.ts';

/** Each `signalOf(facts, 'name')` of core belongs to the feature that was exported last above it. */
function readersInSource(): Record<string, string[]> {
  const readers: Record<string, string[]> = {};
  for (const file of globSync('server/core/features/*.ts')) {
    let feature = '';
    for (const [, exported, signal] of readFileSync(file, 'utf8').matchAll(
      /^export const (\w+): Feature|signalOf\(facts, '(\w+)'\)/gm,
    )) {
      if (exported !== undefined) feature = exported;
      if (signal !== undefined) readers[signal] = [...new Set([...(readers[signal] ?? []), feature])].sort();
    }
  }
  return readers;
}

describe('what the demo says of each signal', () => {
  it('names the features that read it: when this fails, SIGNAL_READERS lacks a new feature', () => {
    const told = Object.fromEntries(
      Object.entries(SIGNAL_READERS).map(([name, readers]) => [name, [...readers].sort()]),
    );
    assert.deepEqual(told, readersInSource());
  });

  it('names those that devices are linked by', () => {
    const readBy = (name: string) => shownSignals().find(it => it.name === name)?.readBy;
    assert.deepEqual(readBy('fonts'), ['linkedDevice', 'recallAccounts24hCount']);
    assert.ok(readBy('engine')?.includes('engine') && readBy('engine')?.includes('linkedDevice'));
    assert.deepEqual(readBy('network'), []);
  });

  it('is there for every signal', () => {
    assert.deepEqual(
      shownSignals().map(it => it.name),
      Object.keys(SIGNALS),
    );
  });
});
