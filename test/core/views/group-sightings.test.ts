import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { groupSightings, type Seen, type SeenGroup, type Wanted } from '../../../server/core/views/group-sightings.ts';

const ALL: Wanted = { minScreenings: 1, minAccounts: 0, sort: 'screenings', limit: 10 };
const seen = (n: number, change: Partial<Seen> = {}): Seen => ({
  id: `scr_${n}`,
  at: 1000 - n,
  account: `acc_${n}`,
  address: 'a',
  phase: 'succeeded',
  verdict: 'OK',
  country: null,
  asn: null,
  flags: [],
  ...change,
});
const lineOf = ({ key, screenings, failed, accounts, verdicts, firstAt, lastAt, sample, flags }: SeenGroup): string =>
  [key, screenings, failed, accounts.size, Object.values(verdicts).join('/'), firstAt, lastAt, sample, ...flags].join(
    ' ',
  );

describe('grouped screenings', () => {
  it('are counted with their accounts, each once', () => {
    const it = groupSightings();
    it.add('x', seen(0, { flags: ['vpn'] }));
    it.add('x', seen(1, { account: 'acc_0', phase: 'failed', verdict: 'NG' }));
    it.add('x', seen(2, { account: null, flags: ['vpn', 'tor'] }));
    it.add('y', seen(3));
    const { all, groups } = it.greatest(ALL);
    assert.deepEqual(
      [all, ...groups.map(lineOf)],
      [2, 'x 3 1 1 2/0/1 998 1000 scr_0 vpn tor', 'y 1 0 1 1/0/0 997 997 scr_3'],
    );
  });

  it('hold on to no screening that they counted', async () => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    assert.ok(typeof collect === 'function');
    const it = groupSightings();
    const read: WeakRef<Seen>[] = [];
    for (let n = 0; n < 100; n++) {
      const one = seen(n, { address: `a${n}` });
      it.add(one.address, one);
      read.push(new WeakRef(one));
    }
    // What a job holds by a WeakRef it holds until its end.
    await turn();
    collect();
    const held = read.slice(0, -1).filter(ref => ref.deref() !== undefined).length;
    assert.equal(`${held} of ${it.greatest(ALL).all}`, '0 of 100');
  });

  it('are the greatest of those that are large enough, by what is asked', () => {
    const it = groupSightings();
    for (let n = 0; n < 6; n++) it.add('many', seen(n, { account: 'acc_0' }));
    for (let n = 6; n < 10; n++) it.add('shared', seen(n));
    it.add('small', seen(10));
    const keys = (wanted: Partial<Wanted>) =>
      it
        .greatest({ ...ALL, ...wanted })
        .groups.map(of => of.key)
        .join();
    assert.equal(keys({}), 'many,shared,small');
    assert.equal(keys({ sort: 'accounts' }), 'shared,many,small');
    assert.equal(keys({ minAccounts: 2 }), 'shared');
    assert.equal(keys({ minScreenings: 4, sort: 'accounts', limit: 1 }), 'shared');
    assert.equal(it.greatest({ ...ALL, minScreenings: 4, limit: 1 }).all, 2);
  });
});
