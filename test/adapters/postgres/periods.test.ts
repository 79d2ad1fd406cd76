import assert from 'node:assert/strict';
import { boundsOf, type Period, partitionName, spanAt, spanOfName } from '../../../server/adapters/postgres/periods.ts';

const DAY = 86_400_000;
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const spanOn = (period: Period, date: string, offset = 0): string[] => {
  const { from, to } = spanAt(period, Date.parse(date), offset);
  return [day(from), day(to)];
};

describe('postgres: periods', () => {
  it('takes calendar months, over the turn of a year too', () => {
    assert.deepEqual(spanOn('month', '2026-11-21T12:00:00Z'), ['2026-11-01', '2026-12-01']);
    assert.deepEqual(spanOn('month', '2026-11-01T00:00:00Z'), ['2026-11-01', '2026-12-01']);
    assert.deepEqual(spanOn('month', '2026-11-21T12:00:00Z', 2), ['2027-01-01', '2027-02-01']);
    assert.deepEqual(spanOn('month', '2027-01-31T23:59:59Z', -1), ['2026-12-01', '2027-01-01']);
    assert.deepEqual(spanOn('month', '2028-01-31T00:00:00Z', 1), ['2028-02-01', '2028-03-01']);
  });

  it('takes weeks from Monday to Monday', () => {
    assert.deepEqual(spanOn('week', '2026-11-21T12:00:00Z'), ['2026-11-16', '2026-11-23']);
    assert.deepEqual(spanOn('week', '2026-11-23T00:00:00Z'), ['2026-11-23', '2026-11-30']);
    assert.deepEqual(spanOn('week', '2026-11-22T23:59:59.999Z'), ['2026-11-16', '2026-11-23']);
    assert.deepEqual(spanOn('week', '2026-12-31T00:00:00Z', 1), ['2027-01-04', '2027-01-11']);
    assert.equal(new Date(spanAt('week', Date.now(), 0).from).getUTCDay(), 1);
  });

  it('leaves no moment between two periods, nor in both', () => {
    for (const period of ['month', 'week'] as const) {
      for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2028, 2, 1); ms += DAY / 2) {
        const { from, to } = spanAt(period, ms, 0);
        assert.ok(from <= ms && ms < to, `${period} of ${day(ms)}`);
        assert.equal(spanAt(period, ms, 1).from, to);
      }
    }
  });

  it('knows a partition by its name, and no other table', () => {
    const span = spanAt('week', Date.parse('2026-11-21'), 0);
    assert.equal(partitionName('payloads', span), 'payloads_20261116');
    assert.deepEqual(spanOfName('payloads', 'week', 'payloads_20261116'), span);
    for (const name of [
      'payloads_default',
      'payloads_20261117',
      'other_20261116',
      'payloads_20261116_pkey',
      'payloads_99999999',
    ]) {
      assert.equal(spanOfName('payloads', 'week', name), null, name);
    }
  });

  it('bounds ids by their time', () => {
    assert.deepEqual(boundsOf({ from: 0, to: 1_800_000_000_000 }), ['scr_000000000000', 'scr_01a3185c5000']);
  });
});
