import assert from 'node:assert/strict';
import type { AddressFacts } from '../../server/core/networks/address-facts.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { Networks } from '../../server/ports/networks.ts';
import type { Action } from '../../shared/wire/judgement.ts';
import type { StreamReadings } from '../../shared/wire/report.ts';
import type { ScreeningAnswer, ScreeningQuestion } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { siteOfMany } from '../support/habits.ts';
import { inputOf } from '../support/input-of.ts';
import { PEOPLE, type Person } from '../support/people.ts';

const DAY = 24 * 60 * 60_000;
/** As the packaged data knows them: lines of OCN and KDDI, docomo's phones, Amazon's servers, OCN's IPv6. */
const OCN = '153.240.0.1';
const OCN_LATER = '153.240.77.9';
const KDDI = '106.72.0.1';
const DOCOMO = '1.72.0.1';
const AMAZON = '52.68.0.1';
const ASAHI_IPV6 = '2405:6580::1';
/** Two exits of Private Relay, and of a VPN: as lists that an operator loads would say it. */
const EXITS = ['172.224.224.1', '104.28.0.1'];
const VPN = '45.76.96.1';

type Step = {
  readonly account: string;
  readonly session?: string;
  readonly action?: Action;
  readonly person?: Person;
  readonly signer?: DeviceSigner | null;
  readonly ip?: string;
  /** Where the page's report comes from, if not from there. */
  readonly page?: string;
  readonly device?: string;
  readonly hands?: StreamReadings;
  readonly question?: Partial<ScreeningQuestion>;
};

describe('relays, and sessions that go on elsewhere', () => {
  let stage: FlowStage;
  before(async () => {
    stage = await openFlowStage();
  });
  beforeEach(() => siteOfMany(stage));
  after(() => stage.close());

  const withLists = (real: Networks): Networks => ({
    ...real,
    of: ip => ({ ...real.of(ip), listed: listedAt(ip), dataAt: { ...real.of(ip).dataAt, relay: now(), vpn: now() } }),
  });
  const listedAt = (ip: string): AddressFacts['listed'] => {
    const none = { tor: null, relay: false, vpn: false, mobile: null, hosting: null };
    return { ...none, relay: EXITS.includes(ip), vpn: ip === VPN };
  };
  const now = () => stage.ports.clock.now();

  const step = async (it: Step): Promise<ScreeningAnswer> => {
    const { account, session, signer = null, ip = OCN, person = PEOPLE.chromeOnWindows, question = {} } = it;
    const named = session === undefined ? {} : { session };
    const token = await stage.visit({
      person,
      address: it.page ?? ip,
      ...named,
      ...(signer === null ? {} : { signer }),
      ...(it.device === undefined ? {} : { device: it.device }),
    });
    signer?.spend();
    const client = { ip, userAgent: person.userAgent };
    const answer = await stage.ask(
      { token, account: { id: account }, action: it.action ?? 'login', client, ...named, ...question },
      { person, ...(it.hands ? { hands: it.hands } : {}), ports: { networks: withLists(stage.ports.networks) } },
    );
    stage.pass(60_000);
    return answer;
  };
  let serial = 0;
  /** Logs in, and does something a minute later; the second step is otherwise where told. */
  const goesOn = async (begun: Partial<Step>, later: Partial<Step>): Promise<ScreeningAnswer> => {
    const account = `owner-${serial++}`;
    const own = { account, session: `session-${account}`, signer: new DeviceSigner() };
    const login = await step({ ...own, ...begun });
    assert.equal(login.verdict, 'OK', `${codesOf(login)}`);
    return step({ ...own, ...begun, action: 'email-change', ...later });
  };
  const RELAYS = /^(page|report|session|cookie)-|^round-trip|^remote|^payee|^token-other/;
  const said = (answer: ScreeningAnswer): string =>
    [answer.verdict, ...codesOf(answer).filter(it => RELAYS.test(it))].join(' ');
  const IPHONE = { person: PEOPLE.safariOnIphone };

  describe('people', () => {
    it('change an address after the login, as they are used to', async () => {
      assert.equal(said(await goesOn({}, { ip: OCN_LATER })), 'OK');
    });

    it('leave the Wi-Fi with their phone between the login and the payee', async () => {
      assert.equal(said(await goesOn(IPHONE, { ip: DOCOMO })), 'OK');
      assert.equal(said(await goesOn(IPHONE, { ip: KDDI })), 'OK', 'a carrier whose phones and lines are one network');
      const payee = await goesOn(IPHONE, { ip: DOCOMO, action: 'payee-change' });
      assert.equal(`${said(payee)} by ${payee.decidedBy}`, 'REVIEW by grade');
    });

    it('send the form by another network than they opened the page on, with a phone', async () => {
      assert.equal(said(await step({ account: 'on-the-way', ...IPHONE, page: OCN, ip: DOCOMO })), 'OK');
    });

    it('come through iCloud Private Relay, by another exit each time', async () => {
      const [first = '', second = ''] = EXITS;
      assert.equal(said(await goesOn({ ...IPHONE, ip: first }, { ip: second })), 'OK');
      assert.equal(said(await goesOn({ person: PEOPLE.safariOnMac, ip: first }, { ip: OCN })), 'OK');
      assert.equal(said(await step({ account: 'relay', person: PEOPLE.safariOnMac, page: first, ip: second })), 'OK');
    });

    it('have IPv4 and IPv6 from two providers', async () => {
      assert.equal(said(await goesOn({ ip: ASAHI_IPV6 }, { ip: OCN })), 'OK');
      assert.equal(said(await step({ account: 'dual', page: ASAHI_IPV6, ip: OCN })), 'OK');
    });

    it('carry a laptop from the office home, or switch a VPN on or off, and are not asked', async () => {
      assert.equal(said(await goesOn({}, { ip: KDDI })), 'OK session-other-network');
      assert.equal(said(await goesOn({}, { ip: VPN })), 'OK session-other-network');
      assert.equal(said(await goesOn({ ip: VPN }, { ip: OCN })), 'OK');
    });

    it('have a phone so slow that its key is not there in time', async () => {
      assert.equal(said(await goesOn(IPHONE, { signer: null })), 'OK session-other-browser');
    });

    it('go on in an app’s page with the session that the app began', async () => {
      const account = 'app';
      const inApp = { account: { id: account }, session: 'in-app', channel: 'ios', token: null } as const;
      const client = { ip: DOCOMO, userAgent: 'Bank/3.1 (iOS 26)' };
      assert.equal((await stage.ask({ ...inApp, client })).verdict, 'OK');
      const page = { account, session: 'in-app', signer: new DeviceSigner(), ...IPHONE, ip: DOCOMO };
      assert.equal(said(await step({ ...page, action: 'email-change' })), 'OK');
    });

    it('paste an account number and take their time, when they are old and careful', async () => {
      const hands = slowly(PEOPLE.chromeOnWindows, 400_000, 1);
      const asked = { action: 'payee-change', hands, question: { payee: '0001-123-4567890' } } as const;
      const first = await goesOn({}, asked);
      assert.equal(`${said(first)} by ${first.decidedBy}`, 'REVIEW payee-hesitant by grade');
      assert.ok(first.takeover.score < 20, 'the score alone would not ask');
      const again = await step({ account: `owner-${serial - 1}`, signer: null, ...asked, action: 'transfer' });
      assert.equal(codesOf(again).includes('payee-hesitant'), false, 'to whom they have paid before');
      await reportOutcome(stage.ports, stage.site, first.id, { result: 'fraud' });
      const after = await step({ account: `owner-${serial - 1}`, signer: null, ...asked, action: 'transfer' });
      assert.equal(codesOf(after).includes('payee-hesitant'), true, 'a fraud unlearns whom it paid');
    });

    it('who say “no” to a payment, and cannot prove who they are, have not paid there before', async () => {
      const hands = slowly(PEOPLE.chromeOnWindows, 400_000, 1);
      const asked = { hands, action: 'transfer', question: { payee: '0009-1' } } as const;
      const paid = await goesOn({}, asked);
      await reportOutcome(stage.ports, stage.site, paid.id, { result: 'disputed' });
      const again = await step({ account: `owner-${serial - 1}`, signer: null, ...asked });
      assert.equal(codesOf(again).includes('payee-hesitant'), true);
    });

    it('are helped from afar, by someone who was there from the start', async () => {
      const hands = inBursts(48);
      const answer = await goesOn({ hands }, { hands, action: 'payee-change' });
      assert.equal(`${said(answer)} by ${answer.decidedBy}`, 'REVIEW by grade');
      assert.equal(await shadowOf(answer, 'remote-control-begun'), undefined);
    });

    it('stay in a session for days, of which each use keeps the beginning', async () => {
      const owner = { account: 'stays', session: 'long', signer: new DeviceSigner() };
      await step(owner);
      for (let n = 0; n < 4; n++) {
        stage.pass(0.9 * DAY);
        await step({ ...owner, action: 'ticket-purchase' });
      }
      const thief = { ...owner, signer: new DeviceSigner(), ip: AMAZON, action: 'ticket-transfer' } as const;
      assert.match(said(await step(thief)), /^REVIEW .*session-other-browser/);
      stage.pass(1.5 * DAY);
      assert.equal(said(await step({ ...owner, action: 'ticket-transfer' })), 'OK', 'forgotten after a day');
    });
  });

  const shadowOf = async (answer: ScreeningAnswer, code: string): Promise<boolean | undefined> =>
    (await stage.ports.records.screening(stage.site.id, answer.id))?.evidence.find(it => it.code === code)?.shadow;

  describe('attackers', () => {
    const asked = (answer: ScreeningAnswer): string => `${said(answer)}, by ${answer.stepUp?.grade}`;

    it('are asked for what they cannot pass on, with a stolen session in a browser of their own', async () => {
      const elsewhere = { ip: AMAZON, signer: new DeviceSigner(), person: PEOPLE.chromiumOnLinux };
      assert.match(
        asked(await goesOn({}, elsewhere)),
        /^REVIEW .*session-other-browser session-other-network, by phishing-resistant$/,
      );
    });

    it('are asked with a stolen session that lies about its browser, and leaves the key out', async () => {
      assert.match(asked(await goesOn({}, { ip: AMAZON, signer: null })), /^REVIEW .*, by phishing-resistant$/);
      assert.match(asked(await goesOn({}, { ip: VPN, signer: new DeviceSigner() })), /^REVIEW .*, by phishing/);
    });

    it('are asked with a stolen session from the owner’s own provider', async () => {
      const answer = await goesOn({}, { ip: OCN_LATER, signer: new DeviceSigner() });
      assert.equal(asked(answer), 'REVIEW session-other-browser, by phishing-resistant');
    });

    it('do not make a stolen session their own by logging in with it', async () => {
      const owner = { account: 'robbed', session: 'stolen', signer: new DeviceSigner() };
      await step(owner);
      const thief = { session: 'stolen', signer: new DeviceSigner(), ip: AMAZON };
      await step({ ...thief, account: 'robbed', question: { phase: 'failed' } });
      await step({ ...thief, account: 'robbed', question: { phase: 'attempted' } });
      await step({ ...thief, account: 'thief' });
      const wrongAgent = { ...PEOPLE.chromeOnWindows, userAgent: PEOPLE.firefoxOnLinux.userAgent };
      const refused = await step({ ...thief, account: 'robbed', person: wrongAgent });
      assert.equal(refused.verdict, 'REVIEW', 'with the password, and no further proof');
      assert.match(
        said(await step({ ...thief, account: 'robbed', action: 'phone-change' })),
        /^REVIEW .*session-other/,
      );
    });

    it('nor by a right password on a locked lane, which lets nobody in', async () => {
      await step({ account: 'locked', session: 'stolen-2', signer: new DeviceSigner() });
      const thief = { account: 'locked', session: 'stolen-2', signer: new DeviceSigner(), ip: KDDI };
      for (let n = 0; n < 10; n++) await step({ account: 'locked', question: { phase: 'failed', token: '' } });
      const entered = await step(thief);
      assert.equal(`${entered.verdict} ${entered.lock?.state}`, 'OK locked');
      assert.match(said(await step({ ...thief, action: 'phone-change' })), /^REVIEW .*session-other-browser/);
    });

    /** Twice a week at home, with one laptop. */
    const livesHere = async (account: string): Promise<string> => {
      const signer = new DeviceSigner();
      for (let n = 0; n < 12; n++) {
        await step({ account, signer, device: account });
        stage.pass(3 * DAY);
      }
      return account;
    };

    it('are asked for what no relay passes on, where they send the owner’s form from their servers', async () => {
      const account = await livesHere('phished');
      const answer = await step({ account, signer: new DeviceSigner(), page: OCN_LATER, ip: AMAZON });
      assert.match(asked(answer), /^REVIEW .*report-other-network.*, by phishing-resistant$/);
    });

    it('are asked for that, too, where page and form come through their servers', async () => {
      const account = await livesHere('proxied');
      const answer = await step({ account, signer: new DeviceSigner(), ip: AMAZON });
      assert.ok(codesOf(answer).includes('hosting-network'));
      assert.equal(asked(answer), 'REVIEW, by phishing-resistant');
    });

    it('are asked with a copied cookie, also where they make no key to betray them', async () => {
      const account = await livesHere('copied');
      const answer = await step({ account, signer: null, device: account, ip: KDDI });
      assert.equal(asked(answer), 'REVIEW cookie-moved, by phishing-resistant');
    });

    it('are on record who take over the mouse in mid-session, and told apart as a payment that someone dictates', async () => {
      const { inputEvents = { missing: 'failed' } } = inBursts(48);
      const hands = { ...slowly(PEOPLE.chromeOnWindows, 400_000, 1), inputEvents };
      const answer = await goesOn({}, { hands, question: { payee: '0009-999-7654321' }, action: 'transfer' });
      assert.equal(asked(answer), 'REVIEW payee-hesitant, by phishing-resistant');
      assert.equal(await shadowOf(answer, 'remote-control-begun'), true);
      assert.ok(answer.takeover.score < 90, 'never more than a question');
    });
  });
});

/** The mouse as it comes over a network. */
const inBursts = (gapMs: number): StreamReadings =>
  inputOf({ moves: 60, moveGapMs: { p10: gapMs, p50: gapMs, p90: gapMs } }, PEOPLE.chromeOnWindows);

function slowly({ hands }: Person, submitMs: number, pastes: number): StreamReadings {
  const { page, focus } = hands;
  if (page === undefined || 'missing' in page || focus === undefined || 'missing' in focus) {
    throw new Error('this person shows no hands');
  }
  return { ...hands, page: { ...page, ageMs: submitMs, submitMs }, focus: { ...focus, pastes } };
}
