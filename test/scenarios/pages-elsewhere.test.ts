import assert from 'node:assert/strict';
import { codesOf, type FlowStage, openFlowStage, unattested } from '../support/flow-stage.ts';
import { PEOPLE } from '../support/people.ts';

const client = { ip: '153.240.0.1', userAgent: PEOPLE.chromeOnWindows.userAgent };

describe('pages that stand elsewhere', () => {
  let stage: FlowStage;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  const encoded = (page: string): string => Buffer.from(page).toString('base64url');
  /** By the word of the page alone: its report did not come through. */
  const at = async (page: string) => {
    const token = unattested(PEOPLE.chromeOnWindows, { pageOrigin: encoded(page) });
    return stage.ask({ token, account: { id: `came-to-${page}` }, client });
  };
  const said = async (page: string): Promise<string> => {
    const answer = await at(page);
    return `${answer.verdict} ${codesOf(answer).filter(it => it !== 'first-access')}`;
  };

  it('are refused where they are a relay’s', async () => {
    const answer = await at('https://bank.example.phish.example');
    assert.equal(answer.verdict, 'NG');
    const { facts } = answer.reasons.find(it => it.code === 'page-other-origin') ?? {};
    assert.deepEqual(facts, { page: 'https://bank.example.phish.example' });
  });

  it('are Google’s, for who reads the site in translation, and he is asked', async () => {
    assert.equal(await said('https://bank-example.translate.goog'), 'REVIEW token-unattested');
    const others = await said('https://bank--example.translate.goog');
    assert.match(others, /^NG page-other-origin/, 'a translated page of another site');
  });

  it('are a relay’s where their report came through without the header that every browser sends', async () => {
    const person = PEOPLE.chromeOnWindows;
    // The first also shows another site's page, such as that of my-bank.example with `?_x_tr_hp=my--`; the second may have been taken over.
    for (const page of ['https://bank-example.translate.goog', 'https://forgotten.bank.example']) {
      const signals = { pageOrigin: encoded(page) };
      const token = await stage.visit({ person, origin: null, signals, address: client.ip });
      const answer = await stage.ask({ token, account: { id: `relayed-by-${page}` }, client }, { person });
      assert.match(`${answer.verdict} ${codesOf(answer)}`, /^NG .*page-other-origin/);
    }
  });

  it('are a new host of the site that nobody has listed yet, and who comes there is asked', async () => {
    assert.equal(await said('https://new.bank.example'), 'REVIEW token-unattested');
    assert.match(await said('http://new.bank.example'), /^NG page-other-origin/, 'what strips TLS has the name, too');
    assert.match(await said('https://newbank.example'), /^NG page-other-origin/);
  });
});
