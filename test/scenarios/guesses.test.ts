import assert from 'node:assert/strict';
import { accountRefs, addressRefs } from '../../server/flows/references.ts';
import type { Phase } from '../../shared/wire/judgement.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { type AskOptions, codesOf, type FlowStage, IP_IN_JAPAN } from '../support/flow-stage.ts';
import { stageOver } from '../support/over-store.ts';
import { STORES } from '../support/stores.ts';

/** Who tries one password after the other, and who mistypes his own. */
for (const store of STORES) {
  describe(`guesses, over ${store}`, function () {
    this.timeout(30_000);
    let stage: FlowStage;
    beforeEach(async function () {
      stage = await stageOver(store, this);
    });
    afterEach(() => stage?.close());

    const account = { id: 'hanako' };
    const ask = (token: string, phase: Phase, options: AskOptions = {}): Promise<ScreeningAnswer> =>
      stage.ask({ token, phase, account }, options);
    const lockOf = ({ lock }: ScreeningAnswer): string => `${lock?.lane} ${lock?.state}`;
    const failuresAt = async (type: 'account' | 'address'): Promise<number | undefined> => {
      const [{ keys, clock }, siteId] = [stage.ports, stage.site.id];
      const refs = {
        account: accountRefs(keys, siteId, account.id)[0],
        address: addressRefs(keys, siteId, IP_IN_JAPAN)[0],
      };
      const subjects = [{ type, key: refs[type] ?? '' }] as const;
      const loaded = await stage.ports.state.load(
        { siteId, now: clock.now(), reportId: null, subjects, idempotencyKey: null },
        5000,
      );
      return loaded.subjects[0]?.counters['failures']?.['1h'];
    };

    it('are locked out at the tenth on one page, and count wherever a failure does', async () => {
      const token = await stage.visit();
      const locks: string[] = [];
      for (let n = 0; n < 12; n++) locks.push(lockOf(await ask(token, 'failed')));
      assert.equal(locks.indexOf('others locked'), 9, locks.join());
      assert.equal(lockOf(await ask(token, 'succeeded')), 'others locked');
      assert.equal(lockOf(await ask(await stage.visit(), 'succeeded')), 'others locked', 'on a page of its own');
      assert.equal(await failuresAt('address'), 12);
      assert.equal(await failuresAt('account'), 12);
    });

    it('take ten once more to lock again', async () => {
      for (let n = 0; n < 10; n++) await ask(await stage.visit(), 'failed');
      stage.pass(30 * 60_000);
      const locks: string[] = [];
      for (let n = 0; n < 10; n++) locks.push(lockOf(await ask(await stage.visit(), 'failed')));
      assert.equal(locks.indexOf('others locked'), 9, locks.join());
    });

    it('are told of the lock when they are attempted, too', async () => {
      const token = await stage.visit();
      const locks: string[] = [];
      for (let n = 0; n < 12; n++) {
        locks.push(lockOf(await ask(token, 'attempted')));
        await ask(token, 'failed');
      }
      assert.equal(locks.indexOf('others locked'), 10, locks.join());
      assert.equal(lockOf(await ask(token, 'succeeded')), 'others locked');
    });

    it('are of people: a double click and five typing errors are let be, and the right word gets in', async () => {
      const token = await stage.visit();
      const answers = await Promise.all([ask(token, 'failed'), ask(token, 'failed')]);
      for (let n = 0; n < 5; n++) {
        stage.pass(20_000);
        answers.push(await ask(token, 'failed'));
      }
      for (const it of answers)
        assert.deepEqual([it.verdict, lockOf(it), codesOf(it).join()], ['OK', 'others open', 'first-access']);
      const right = await ask(await stage.visit(), 'succeeded');
      assert.deepEqual([right.verdict, lockOf(right)], ['OK', 'others open']);
      assert.equal(await failuresAt('account'), 7);
    });

    it('make a token no more used than one failure does', async () => {
      const token = await stage.visit();
      for (let n = 0; n < 6; n++) await ask(token, 'failed');
      const right = await ask(token, 'succeeded');
      assert.deepEqual([right.verdict, codesOf(right)[0]], ['REVIEW', 'token-reused']);
    });

    it('count once where the backend sends one again under its Idempotency-Key', async () => {
      const token = await stage.visit();
      const idempotency = { key: 'retry', digest: 'd1' };
      const first = await ask(token, 'failed', { idempotency });
      for (let n = 0; n < 12; n++)
        assert.deepEqual(await ask(token, 'failed', { idempotency }), { ...first, replayed: true });
      assert.equal(await failuresAt('account'), 1);
    });
  });
}
