import assert from 'node:assert/strict';
import { StateAway } from '../../server/errors.ts';
import { putProgram, removeProgram } from '../../server/flows/manage-programs.ts';
import { accountRefs } from '../../server/flows/references.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import { LIMITS } from '../../server/limits.ts';
import type { Program } from '../../shared/wire/programs.ts';
import type { ScreeningAnswer, ScreeningQuestion } from '../../shared/wire/screening.ts';
import { sampleProgram } from '../contract/sample-record.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage, IP_IN_JAPAN, ORIGIN, openFlowStage } from '../support/flow-stage.ts';
import { PEOPLE } from '../support/people.ts';
import { requestSigner, type Signing, signedRequest } from '../support/request-signer.ts';

const CERTIFICATE = 'ab'.repeat(32);
const CONTRACTED = '203.0.113.7';
const CONTRACTED_V6 = '2001:db8:7::9';
const ELSEWHERE = '198.51.100.9';
const MONEYBOOK = 'Moneybook/3 (aggregation)';
const CHROMIUM = PEOPLE.chromiumOnLinux.userAgent;
const SEARCHBOT = 'Mozilla/5.0 (compatible; Searchbot/2.1; +https://search.example/bot.html)';

const agent = requestSigner();
const PROGRAMS: readonly Program[] = [
  sampleProgram({
    userAgent: 'Moneybook',
    networks: ['203.0.113.0/24', '2001:db8:7::/48'],
    certificates: [CERTIFICATE],
  }),
  sampleProgram({ name: 'Searchbot', kind: 'crawler', userAgent: 'Searchbot', networks: ['192.0.2.0/28'] }),
  sampleProgram({ name: 'Errand', kind: 'ai-agent', networks: [], keys: [agent.jwk] }),
];

type Client = ScreeningQuestion['client'];

/** 電代業 (account aggregators), search engines and agents that act for the owner: told by what their operator registered. */
describe('registered programs', () => {
  let stage: FlowStage;
  let visitor = 0;
  beforeEach(async () => {
    stage = await openFlowStage();
  });
  afterEach(() => stage.close());

  const ask = (client: Client, question: Partial<ScreeningQuestion> = {}): Promise<ScreeningAnswer> => {
    visitor += 1;
    return stage.ask({ account: { id: `owner-${visitor}` }, client, ...question }, { programs: PROGRAMS });
  };
  const kindOf = ({ bot }: ScreeningAnswer) => [bot.verdict, bot.kind, bot.kindProvenance, bot.program];
  const decided = ({ verdict, decidedBy }: ScreeningAnswer) => `${verdict} by ${decidedBy}`;
  const nowS = () => Math.floor(stage.ports.clock.now() / 1000);
  const signedClient = (signing: Partial<Signing> = {}, url = `${ORIGIN}/login`, by = agent): Client => {
    const request = { method: 'POST', url, headers: [['Host', 'bank.example'] as const] };
    const { headers } = signedRequest(request, by, { created: nowS(), nonce: 'n-1', ...signing });
    const to = { method: 'POST', url: `${ORIGIN}/login` };
    return { ip: ELSEWHERE, userAgent: 'Errand/1', headers: headers.map(([n, v]) => [n, v]), request: to };
  };

  it('lets an aggregator in from its contracted addresses, without a token', async () => {
    for (const ip of [CONTRACTED, CONTRACTED_V6]) {
      const answer = await ask({ ip, userAgent: MONEYBOOK });
      assert.equal(decided(answer), 'OK by rule');
      assert.deepEqual(kindOf(answer), ['bot', 'aggregator', 'observed', 'Moneybook']);
      assert.deepEqual([codesOf(answer), answer.device], [['program-in-network'], null]);
      assert.ok(answer.score < 40 && answer.bot.score >= 90, 'the verdict is not by its being a program');
    }
  });

  it('lets it in by its certificate from anywhere', async () => {
    const answer = await ask({
      ip: ELSEWHERE,
      userAgent: 'java',
      edge: { clientCertificateSha256: CERTIFICATE.toUpperCase() },
    });
    assert.equal(decided(answer), 'OK by rule');
    assert.deepEqual(kindOf(answer), ['bot', 'aggregator', 'proven', 'Moneybook']);
    const other = await ask({ ip: ELSEWHERE, userAgent: 'java', edge: { clientCertificateSha256: 'cd'.repeat(32) } });
    assert.deepEqual([other.bot.program, other.verdict], [null, 'NG']);
  });

  it('asks, or refuses, the same name from elsewhere', async () => {
    const answer = await ask({ ip: ELSEWHERE, userAgent: MONEYBOOK });
    assert.notEqual(answer.verdict, 'OK');
    assert.deepEqual(kindOf(answer), ['bot', 'tool', 'claimed', null]);
    assert.ok(codesOf(answer).includes('program-contradicted'));
    const token = await stage.visit();
    const person = await ask({ ip: ELSEWHERE, userAgent: MONEYBOOK }, { token });
    assert.notEqual(person.verdict, 'OK');
  });

  it('asks a person who says the name of a search engine, and refuses nobody for that alone', async () => {
    for (const ip of [IP_IN_JAPAN, ELSEWHERE]) {
      const answer = await ask(
        { ip, userAgent: SEARCHBOT },
        { token: await stage.visit({ userAgent: SEARCHBOT }), origin: ORIGIN },
      );
      assert.ok(codesOf(answer).includes('program-contradicted'));
      const named = answer.reasons
        .filter(it => it.code.startsWith('program-'))
        .reduce((sum, it) => sum + it.counted, 0);
      assert.ok(answer.bot.prior + named < 2.19, 'the name and its contradiction alone are REVIEW');
    }
  });

  it('has a search engine read, and never log in', async () => {
    const answer = await ask({ ip: '192.0.2.3', userAgent: SEARCHBOT });
    assert.equal(decided(answer), 'NG by rule');
    assert.deepEqual(kindOf(answer), ['bot', 'crawler', 'observed', 'Searchbot']);
    assert.deepEqual(answer.counterfactual?.change.map(it => it.feature).includes('programInNetwork'), true);
  });

  it('asks the owner beside an agent that signs, as the policy says', async () => {
    const answer = await ask(signedClient());
    assert.equal(decided(answer), 'REVIEW by rule');
    assert.deepEqual(kindOf(answer), ['bot', 'ai-agent', 'proven', 'Errand']);
    assert.equal(answer.stepUp?.grade, 'strong-possession');
  });

  it('takes a signature that is late, for elsewhere, altered or of nobody for none', async () => {
    const told = async (client: Client) => {
      const { bot, reasons, verdict } = await ask(client);
      const refused = reasons.find(it => it.code === 'program-signature-refused');
      assert.notEqual(verdict, 'OK');
      return `${bot.program} ${refused?.facts['signature'] ?? 'not named'}`;
    };
    const late = signedClient({ created: nowS() - 4000 });
    assert.equal(await told(late), 'null expired');
    assert.equal(await told(signedClient({}, 'https://evil.example/login')), 'null invalid');
    const away = { method: 'POST', url: 'https://evil.example/login' };
    assert.equal(await told({ ...signedClient({}, away.url), request: away }), 'null other-authority');
    assert.equal(await told(signedClient({}, `${ORIGIN}/login`, requestSigner())), 'null not named');
  });

  it('spends a signature once: on one action of one account, from its attempt to its end', async () => {
    const client = signedClient();
    const account = { id: 'owner' };
    const attempted = await ask(client, { account, phase: 'attempted' });
    const succeeded = await ask(client, { account });
    assert.deepEqual([attempted.bot.program, succeeded.bot.program], ['Errand', 'Errand']);
    for (const copied of [{ account: { id: 'victim' } }, { account }, { account, action: 'password-reset' as const }]) {
      const answer = await ask(client, copied);
      assert.deepEqual([answer.bot.program, answer.verdict], [null, 'NG'], JSON.stringify(copied));
      assert.equal(answer.reasons.find(it => it.code === 'program-signature-refused')?.facts['signature'], 'replayed');
    }
    const fresh = await ask(signedClient({ nonce: 'n-2' }), { account: { id: 'victim' } });
    assert.equal(fresh.bot.program, 'Errand');
  });

  it('asks for the least grade of an action above the line of its kind, and lets a forged token through nowhere', async () => {
    const client = { ip: CONTRACTED, userAgent: MONEYBOOK };
    const transfer = await ask(client, { action: 'transfer' });
    assert.deepEqual([decided(transfer), transfer.stepUp?.grade], ['REVIEW by grade', 'phishing-resistant']);
    const forged = await ask(client, { token: 'not-a-token' });
    assert.equal(decided(forged), 'NG by integrity');
  });

  it('lets the failure policy answer at the least while the state is away', async () => {
    const away = () => Promise.reject(new StateAway('unreachable'));
    const ports = { state: { ...stage.ports.state, load: away, commit: away, change: away } };
    const client = { ip: CONTRACTED, userAgent: MONEYBOOK };
    const answer = await stage.ask({ token: null, client }, { programs: PROGRAMS, ports });
    assert.deepEqual(
      [decided(answer), answer.degraded, answer.bot.program],
      ['REVIEW by failover', ['state'], 'Moneybook'],
    );
  });

  it('registers no more than a site may have', async () => {
    const names = Array.from({ length: LIMITS.programsPerSiteMax }, (_, n) => `P${n}`);
    for (const name of names) await putProgram(stage.ports, stage.site, sampleProgram({ name }));
    await assert.rejects(putProgram(stage.ports, stage.site, sampleProgram()), { code: 'programs-full' });
    await putProgram(stage.ports, stage.site, sampleProgram({ name: 'P7', kind: 'ai-agent' }));
    await assert.rejects(removeProgram(stage.ports, stage.site, 'Moneybook'), { code: 'program-unknown' });
  });

  it('teaches the owner’s history nothing: no login, no device, no address, no key', async () => {
    const account = { id: 'hanako@example.com' };
    const signer = new DeviceSigner();
    const own = await stage.visit({ device: 'own', signer });
    assert.equal((await ask({ ip: IP_IN_JAPAN, userAgent: CHROMIUM }, { account, token: own })).bot.kind, null);
    const before = await remembered(stage, account.id);
    const clients: readonly Client[] = [
      { ip: CONTRACTED, userAgent: MONEYBOOK },
      signedClient(),
      { ip: '192.0.2.3', userAgent: SEARCHBOT },
      { ip: ELSEWHERE, userAgent: 'python-requests/2.32.3' },
    ];
    for (const [n, client] of clients.entries()) {
      const token = await stage.visit({ device: `program-${n}`, signer: new DeviceSigner() });
      await ask(client, { account, token });
      const again = await stage.visit({ device: `program-${n}` });
      const { id, verdict } = await ask(client.request === undefined ? client : signedClient({ nonce: 'n-2' }), {
        account,
        token: again,
      });
      assert.equal(await remembered(stage, account.id), before, `${client.userAgent} ${verdict}`);
      await reportOutcome(stage.ports, stage.site, id, { result: 'stepup-passed' });
      assert.equal(await remembered(stage, account.id), before, `${client.userAgent}, whose step-up was passed`);
    }
  });
});

/** What the account's history holds, but for counts of attempts, and browsers that are remembered as refused. */
async function remembered({ ports, site }: FlowStage, account: string): Promise<string> {
  const subjects = accountRefs(ports.keys, site.id, account).map(key => ({ type: 'account', key }) as const);
  const query = { siteId: site.id, now: ports.clock.now(), reportId: null, subjects, idempotencyKey: null };
  const [known] = (await ports.state.load(query, 1000)).subjects;
  assert.ok(known?.lists['logins']?.length === 1, 'the owner has logged in');
  const { devices = [], ...lists } = known.lists;
  const own = devices.filter(it => !it.includes('"fraudulent"'));
  return JSON.stringify([lists, own, known.distincts]);
}
