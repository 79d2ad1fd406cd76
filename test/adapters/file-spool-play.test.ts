import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileSpool, fileSpool } from '../../server/adapters/file-spool.ts';
import type { Spooled } from '../../server/ports/state.ts';
import { sampleRecord, sampleSpooled } from '../contract/sample-record.ts';
import { type SeededRandom, seededRandom } from '../support/seeded-random.ts';

const ACCOUNTS = ['acc_a', 'acc_b', 'acc_c'] as const;
type Account = (typeof ACCOUNTS)[number];
type Ids = Record<Account, string[]>;
const none = (): Ids => ({ acc_a: [], acc_b: [], acc_c: [] });

/** Random calls on a spool whose process ends and begins again, and what must have come of them. */
class SpoolPlay {
  readonly expected = none();
  readonly restored = none();
  readonly aside: string[] = [];
  readonly #folder: string;
  readonly #random: SeededRandom;
  #spool: FileSpool;
  #count = 0;

  constructor(folder: string, random: SeededRandom) {
    this.#folder = folder;
    this.#random = random;
    this.#spool = this.#open();
  }

  /** Segments are so small that most rounds have many. */
  #open(): FileSpool {
    const sizes = { linesMax: 1000, bytesMax: 10 ** 7, segmentBytesMax: this.#random.between(500, 8000) };
    const atOnceMax = Math.ceil(this.#random.between(0, 6));
    const onSetAside = (file: string): void => void this.aside.push(file);
    return fileSpool(this.#folder, { ...sizes, keepMsMax: 5000, atOnceMax, onSetAside });
  }

  #account = (): Account => ACCOUNTS[Math.floor(this.#random.between(0, ACCOUNTS.length))] ?? 'acc_a';

  async step(): Promise<void> {
    const draw = this.#random.unit();
    if (draw < 0.6) for (let n = this.#random.between(0, 6); n > 0; n--) await this.#keep();
    else if (draw < 0.88) await this.#drain(this.#random.unit() < 0.5 ? Math.floor(this.#random.between(0, 5)) : null);
    else if (draw < 0.94) await this.#erase(this.#account());
    else {
      await this.#spool.close();
      this.#spool = this.#open();
    }
  }

  async end(): Promise<number> {
    await this.#drain(null);
    const waiting = this.#spool.waiting();
    await this.#spool.close();
    return waiting;
  }

  async #keep(): Promise<void> {
    const [accountRef, id] = [this.#account(), `s${this.#count++}`];
    await this.#spool.keep(sampleSpooled({ record: sampleRecord({ id, accountRef }) }));
    this.expected[accountRef].push(id);
  }

  /** @param failAfter so many are taken, and no more. */
  async #drain(failAfter: number | null): Promise<void> {
    let left = failAfter ?? Number.POSITIVE_INFINITY;
    const restore = async ({ record }: Spooled): Promise<void> => {
      if (left-- <= 0) throw new Error('away');
      ACCOUNTS.filter(it => it === record.accountRef).forEach(it => void this.restored[it].push(record.id));
    };
    await this.#spool.drain(restore).catch(error => assert.match(String(error), /away/));
  }

  /** What was handed over before stays where it is. */
  async #erase(account: Account): Promise<void> {
    await this.#spool.erase('site-1', [account], async () => {});
    this.expected[account] = [...this.restored[account]];
  }
}

describe('file spool', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-spool-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('loses and repeats nothing, each account in its order, in any order of calls', async function () {
    this.timeout(60_000);
    const seed = 20_261_122;
    const random = seededRandom(seed);
    for (let round = 0; round < 25; round++) {
      const play = new SpoolPlay(folder, random);
      for (let step = 0; step < 30; step++) await play.step();
      const waiting = await play.end();
      const where = `seed ${seed}, round ${round}`;
      assert.deepEqual(play.restored, play.expected, where);
      assert.deepEqual([waiting, play.aside, readdirSync(folder)], [0, [], []], where);
    }
  });
});
