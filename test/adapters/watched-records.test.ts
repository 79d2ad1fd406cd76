import assert from 'node:assert/strict';
import { watchedRecords } from '../../server/adapters/watched-records.ts';
import { RecordsAway } from '../../server/errors.ts';
import type { Records } from '../../server/ports/records.ts';

describe('adapters: watched records', () => {
  let now: number;
  let told: unknown[];
  let faults: unknown[];
  let answer: () => Promise<null>;
  let asked: unknown[];

  beforeEach(() => {
    [now, told, faults, asked] = [0, [], [], []];
    answer = async () => null;
  });

  const watched = (): Records => {
    const ask =
      (name: string) =>
      (...args: unknown[]): Promise<never> => {
        asked.push([name, ...args]);
        now += 20;
        return answer() as Promise<never>;
      };
    const records: Records = {
      screening: ask('screening'),
      search: ask('search'),
      sightings: ask('sightings'),
      payload: ask('payload'),
      addOutcome: ask('addOutcome'),
      erase: ask('erase'),
      retire: ask('retire'),
      check: ask('check'),
    };
    const watch = {
      onCall: (...args: unknown[]) => told.push(args),
      onFault: (...args: unknown[]) => faults.push(args),
    };
    return watchedRecords(records, { monotonic: () => now }, watch);
  };

  it('hands every call on with all that was asked, and tells its time', async () => {
    const records = watched();
    const outcome = { result: 'legit', source: null, comment: null, confidence: 1, at: 0 } as const;
    const kept = { screeningLifeMs: 1, payloadLifeMs: 2 };
    assert.equal(await records.screening('site', 'scr_1'), null);
    await records.search('site', { limit: 1 });
    await records.payload('site', 'scr_2');
    await records.addOutcome('site', 'scr_3', outcome, 100);
    await records.erase('site', ['acc_1'], 10);
    await records.retire(7, kept);
    await records.check();
    assert.deepEqual(asked, [
      ['screening', 'site', 'scr_1'],
      ['search', 'site', { limit: 1 }],
      ['payload', 'site', 'scr_2'],
      ['addOutcome', 'site', 'scr_3', outcome, 100],
      ['erase', 'site', ['acc_1'], 10],
      ['retire', 7, kept],
      ['check'],
    ]);
    assert.deepEqual(
      told,
      ['screening', 'search', 'payload', 'addOutcome', 'erase', 'retire', 'check'].map(name => [name, 0.02, 'ok']),
    );
  });

  it('tells what is away from what is wrong, and hands both on', async () => {
    const records = watched();
    answer = () => Promise.reject(new RecordsAway());
    await assert.rejects(records.screening('site', 'scr_1'), RecordsAway);
    const bug = new TypeError('a bug');
    answer = () => Promise.reject(bug);
    await assert.rejects(records.check(), bug);
    assert.deepEqual(told, [
      ['screening', 0.02, 'away'],
      ['check', 0.02, 'failed'],
    ]);
    assert.deepEqual(faults, [['check', bug]]);
  });
});
