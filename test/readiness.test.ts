import assert from 'node:assert/strict';
import { pino } from 'pino';
import { attentiveMs } from '../server/adapters/attentive-clock.ts';
import { LIMITS } from '../server/limits.ts';
import { createReadiness, type Readiness } from '../server/readiness.ts';

describe('readiness', () => {
  let now: number;
  let checks: number;
  let state: () => Promise<void>;
  let records: () => Promise<void>;
  let said: string[];
  let readiness: Readiness;
  const fine = async (): Promise<void> => {};
  const broken = () => Promise.reject(new Error('connection refused'));
  const silent = () => new Promise<void>(() => {});

  beforeEach(() => {
    [now, checks, state, records, said] = [0, 0, fine, fine, []];
    const checked = (check: () => Promise<void>) => () => {
      checks++;
      return check();
    };
    const write = (line: string): void => {
      const { store, msg } = JSON.parse(line);
      said.push(`${store}: ${msg}`);
    };
    readiness = createReadiness(
      { state: { check: checked(() => state()) }, records: { check: checked(() => records()) } },
      { monotonic: () => now },
      pino({ level: 'info' }, { write }),
    );
  });
  const later = () => {
    now += LIMITS.readinessKeptMs;
    return readiness.now();
  };

  it('is ready while the state can be written, whatever the records', async () => {
    assert.deepEqual(await readiness.now(), { records: 'ok' });
    records = broken;
    assert.deepEqual(await later(), { records: 'away' });
    state = broken;
    assert.equal(await later(), null);
    [state, records] = [fine, fine];
    assert.deepEqual(await later(), { records: 'ok' });
  });

  it('says once that a store went, and once that it is back', async () => {
    state = broken;
    for (let i = 0; i < 3; i++) await later();
    state = fine;
    for (let i = 0; i < 3; i++) await later();
    assert.deepEqual(said, ['state: the store cannot be reached', 'state: the store is back']);
  });

  it('asks the stores once a second, for all who ask', async () => {
    await Promise.all([readiness.now(), readiness.now()]);
    now += LIMITS.readinessKeptMs - 1;
    await readiness.now();
    assert.equal(checks, 2, 'state and records, once each');
    now += 1;
    await readiness.now();
    assert.equal(checks, 4);
  });

  it('takes a store that says nothing for away, in bounded time', async () => {
    state = silent;
    const started = attentiveMs();
    assert.equal(await readiness.now(), null);
    assert.ok(attentiveMs() - started < 2 * LIMITS.readinessMsMax);
  });

  it('is not ready once it leaves, and asks no store for that', async () => {
    await readiness.now();
    readiness.leave();
    assert.equal(await later(), null);
    assert.equal(checks, 2);
  });

  it('knows whether anybody watches', async () => {
    assert.equal(readiness.isWatched(), false);
    await readiness.now();
    assert.equal(readiness.isWatched(), true);
    now += LIMITS.readinessWatchedMs;
    assert.equal(readiness.isWatched(), false);
  });
});
