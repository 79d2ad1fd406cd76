import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProblemError } from '../../server/errors.ts';
import { BodyBudget } from '../../server/middleware/body-budget.ts';
import { readJson } from '../../server/middleware/read-json.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { seededRandom } from '../support/seeded-random.ts';

describe('body budget', () => {
  const never = (): void => assert.fail('it is not to be given up');

  it('takes bodies up to its bytes, and more when some are answered', () => {
    const budget = new BodyBudget(100, () => {});
    const [one, two] = [budget.hold(never), budget.hold(never)];
    assert.ok(one.add(60) && two.add(40));
    one.finish();
    two.finish();
    const three = budget.hold(never);
    assert.equal(three.add(1), false);
    one.release();
    assert.ok(three.add(60));
    assert.equal(three.add(1), false);
  });

  it('gives up the body that is on its way for the longest, and none that has come whole', () => {
    let met = 0;
    const budget = new BodyBudget(100, () => met++);
    const given: string[] = [];
    const hold = (name: string) => budget.hold(() => given.push(name));
    const [whole, slow, newer] = [hold('whole'), hold('slow'), hold('newer')];
    assert.ok(whole.add(40) && slow.add(30) && newer.add(30));
    whole.finish();
    assert.ok(hold('fresh').add(20));
    assert.deepEqual([given, met], [['slow'], 1]);
    assert.equal(budget.bytes, 90);
  });

  it('refuses the oldest itself when it wants more', () => {
    const budget = new BodyBudget(100, () => {});
    const oldest = budget.hold(never);
    const other = budget.hold(never);
    assert.ok(oldest.add(50) && other.add(50));
    assert.equal(oldest.add(1), false);
  });

  it('never holds more than it may, and nothing in the end', () => {
    const seed = 20_261_124;
    const random = seededRandom(seed);
    const budget = new BodyBudget(1000, () => {});
    type Open = { held: ReturnType<BodyBudget['hold']>; isOver: boolean };
    let open: Open[] = [];
    const begin = (): Open => {
      const it: Open = {
        held: budget.hold(() => {
          it.isOver = true;
        }),
        isOver: false,
      };
      return it;
    };
    for (let step = 0; step < 5000; step++) {
      const draw = random.unit();
      const one = open[Math.floor(random.between(0, open.length))];
      if (one === undefined || draw < 0.2) open.push(begin());
      else if (draw < 0.7) one.isOver = !one.held.add(Math.floor(random.between(1, 300)));
      else if (draw < 0.85) one.held.finish();
      else one.isOver = true;
      for (const it of open.filter(it => it.isOver)) it.held.release();
      open = open.filter(it => !it.isOver);
      assert.ok(budget.bytes <= 1000 && budget.bytes >= 0, `seed ${seed}, step ${step}: ${budget.bytes}`);
    }
    for (const { held } of open) held.release();
    assert.equal(budget.bytes, 0, `seed ${seed}`);
  });

  describe('over HTTP', () => {
    const close = closing();

    it('answers a body that is given up, and takes the one that came at once', async () => {
      const budget = new BodyBudget(1000, () => {});
      const server = createServer((req, res) => {
        let end = (): void => {};
        const hold = (giveUp: () => void) => {
          const held = budget.hold(giveUp);
          end = held.release;
          return held;
        };
        readJson(req, 2000, hold).then(
          ({ bytes }) => res.end(String(bytes)),
          (error: unknown) => res.end(error instanceof ProblemError ? error.code : 'broken'),
        );
        res.once('close', () => end());
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      close(async () => {
        server.closeAllConnections();
        server.close();
      });
      const { port } = server.address() as AddressInfo;
      const post = (length: number) => {
        const headers = { 'content-type': 'application/json', 'content-length': length };
        const asked = request({ host: '127.0.0.1', port, method: 'POST', headers });
        const answer = once(asked, 'response').then(async ([response]) => {
          let text = '';
          for await (const part of response) text += String(part);
          return text;
        });
        return { asked, answer };
      };
      const slow = post(900);
      slow.asked.write(`{"a":"${'x'.repeat(800)}`);
      await eventually('the slow one is held', () => budget.bytes > 800);
      const quick = post(600);
      quick.asked.end(`{"a":"${'x'.repeat(592)}"}`);
      assert.deepEqual([await quick.answer, await slow.answer], ['600', 'busy']);
      await eventually('nothing is held', () => budget.bytes === 0);
    });
  });
});
