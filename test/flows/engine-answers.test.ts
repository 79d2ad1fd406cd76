import assert from 'node:assert/strict';
import { codesOf, type FlowStage, openFlowStage, summary, type Visit } from '../support/flow-stage.ts';
import { ownHand } from '../support/own-hand.ts';
import { PEOPLE } from '../support/people.ts';
import { solvedWork } from '../support/solved-work.ts';

const BITS = 5;
const { hands } = PEOPLE.chromiumOnLinux;

describe('flow: what a visit asks of the engine', () => {
  let stage: FlowStage;
  let count = 0;

  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  const answered = async (visit: Visit, work?: (nonce: string) => readonly number[]) => {
    let nonce = '';
    const asked = (it: string) => {
      nonce = it;
    };
    const token = await stage.visit({ ...visit, ...(work ? { work: { bits: BITS, asked } } : {}) });
    return ask(token, work?.(nonce));
  };
  const ask = async (token: string, work?: readonly number[]) => {
    const account = { id: `someone-${count++}` };
    const own = ownHand(hands, account.id);
    const answer = await stage.ask({ token: `${token}~${summary(own, work)}`, account });
    return [answer.verdict, ...codesOf(answer).filter(it => /^(layout|work)-/.test(it))].join(' ');
  };

  it('lets a browser pass that lays the boxes out', async () => {
    assert.equal(await answered({}), 'OK');
  });

  it('asks who has no engine for a step-up: jsdom has no layout, a script made it up', async () => {
    assert.equal(await answered({ layout: Array.from({ length: 8 }, () => 0) }), 'REVIEW layout-wrong');
    assert.equal(await answered({ layout: [1, 2, 3] }), 'REVIEW layout-wrong');
  });

  it('asks who keeps silent of them for a step-up', async () => {
    assert.equal(await answered({ layout: null }), 'REVIEW layout-absent');
  });

  it('lets pass who did the work, and who had no time or no worker for it', async () => {
    assert.equal(await answered({}, nonce => solvedWork(nonce, BITS)), 'OK');
    const token = await stage.visit({ work: { bits: BITS, asked: () => {} } });
    assert.equal(await ask(token), 'OK work-absent');
  });

  it('asks for a step-up where the answer is of another visit, of less work, or made up', async () => {
    let before: readonly number[] = [];
    await answered({}, nonce => {
      before = solvedWork(nonce, BITS);
      return before;
    });
    assert.equal(await answered({}, () => before), 'REVIEW work-wrong');
    assert.equal(await answered({}, () => [0, 1, 2, 3, 4, 5, 6, 7]), 'REVIEW work-wrong');
    assert.equal(await answered({}, nonce => solvedWork(nonce, 0)), 'REVIEW work-wrong');
  });

  it('takes no notice of work that nobody asked for', async () => {
    assert.equal(await ask(await stage.visit(), [0, 1, 2, 3, 4, 5, 6, 7]), 'OK');
  });
});
