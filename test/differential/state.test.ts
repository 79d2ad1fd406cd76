import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { COUNTS_LIFE_MS } from '../../server/core/subjects/subject.ts';
import { WINDOW_NAMES, WINDOWS } from '../../server/core/subjects/windows.ts';
import { closing } from '../support/closing.ts';
import { needs } from '../support/parts.ts';
import { sharedRedis, sharedRedisCluster } from '../support/redis-server.ts';
import { seedOfRun } from './lots.ts';
import { ModelState } from './model-state.ts';
import { openEmbedded, openRedisState, REPORT_LIFE_MS, type StateStore } from './opened-stores.ts';
import { answerOf, type Operation, StatePlay } from './state-play.ts';

const OPERATIONS = 10_000;
const OPERATIONS_ON_CLUSTER = 3000;
const SHOWN_CHARS_MAX = 4000;

/** Every answer of every store is the model's, which is the core's; the model's is said first where one is not. */
async function playOnAll(
  players: readonly StateStore[],
  model: ModelState,
  it: Operation,
  where: string,
): Promise<string> {
  const [wanted, ...answers] = await Promise.all([model, ...players.map(it => it.state)].map(on => answerOf(on, it)));
  for (const [n, answer] of answers.entries()) {
    const title = () =>
      `${players[n]?.name} differs from core, ${where}: ${inspect(it, { depth: 8 }).slice(0, SHOWN_CHARS_MAX)}`;
    try {
      assert.deepEqual(answer, wanted);
    } catch (error) {
      throw new Error(`${title()}\n${error instanceof Error ? error.message : ''}`);
    }
  }
  return `${it.call} ${typeof wanted === 'string' ? wanted : ''}`;
}

describe('differential: state', function () {
  this.timeout(600_000);
  const close = closing();
  const seed = seedOfRun();

  const play = async (players: readonly StateStore[], operations: number): Promise<void> => {
    const model = new ModelState();
    const it = new StatePlay(seed, model, REPORT_LIFE_MS);
    const answers = new Map<string, number>();
    for (let n = 0; n < operations; n++) {
      const answer = await playOnAll(players, model, it.next(), `SEED=${seed}, operation ${n}`);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    const ends = WINDOW_NAMES.map(name => it.now + WINDOWS[name] - 1000);
    for (const at of [it.now, ...ends, it.now + COUNTS_LIFE_MS]) {
      for (const all of it.readAll(at)) await playOnAll(players, model, all, `SEED=${seed}, at the end`);
    }
    for (const often of [
      'saveReport saved',
      'saveReport nonce-used',
      'load ',
      'commit done',
      'commit conflict',
      'change ',
    ]) {
      assert.ok((answers.get(often) ?? 0) > operations / 100, `it played ${often}: ${inspect(answers)}`);
    }
  };

  it(`answers ${OPERATIONS} random operations as the core does, embedded and on Redis (SEED=${seed})`, async function () {
    needs(this, 'redis');
    const redis = await sharedRedis();
    await redis.flush();
    await play([await openEmbedded(close), await openRedisState([redis.url], close)], OPERATIONS);
  });

  it(`answers ${OPERATIONS_ON_CLUSTER} of them so on a Redis Cluster of three (SEED=${seed})`, async function () {
    needs(this, 'redis');
    const redis = await sharedRedisCluster();
    await redis.flush();
    await play([await openRedisState(redis.urls, close)], OPERATIONS_ON_CLUSTER);
  });
});
