import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { SIGNAL_READERS, shownSignals } from '../server/shown-signals.ts';
import { SIGNALS } from '../shared/wire/signals.ts';

/** Each `signalOf(facts, 'name')` of core belongs to the feature that was exported last above it; above all of them, to all of its file. */
function readersInSource(): Record<string, string[]> {
  const readers: Record<string, string[]> = {};
  for (const file of globSync('server/core/features/*.ts')) {
    const code = readFileSync(file, 'utf8');
    const exported = [...code.matchAll(/^export const (\w+): Feature/gm)].map(it => ({
      name: it[1] ?? '',
      at: it.index,
    }));
    for (const { 1: signal = '', index } of code.matchAll(/signalOf\(facts, '(\w+)'\)/g)) {
      const last = exported.findLast(it => it.at < index);
      const by = last === undefined ? exported.map(it => it.name) : [last.name];
      readers[signal] = [...new Set([...(readers[signal] ?? []), ...by])].sort();
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
    assert.deepEqual(readBy('network'), ['roundTripExcessMs']);
  });

  it('is there for every signal', () => {
    assert.deepEqual(
      shownSignals().map(it => it.name),
      Object.keys(SIGNALS),
    );
  });
});
