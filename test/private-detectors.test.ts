import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Features } from '../server/core/features/index.ts';
import { judge } from '../server/core/judge.ts';
import { LIMITS } from '../server/limits.ts';
import { loadDetectors, type PrivateDetectors } from '../server/load-detectors.ts';
import { accessCourt } from './support/access-court.ts';
import { closing } from './support/closing.ts';
import { eventually } from './support/eventually.ts';
import { addSite, codesOf, HOLDS_WITHIN } from './support/gate-client.ts';
import { featuresOf, personFacts } from './support/person-facts.ts';
import { startServer } from './support/server.ts';

const EXAMPLE = 'examples/private-detector';
const WORDS = "export const words = { ja: '自社の手がかり', en: 'a tell of our own' };\n";
const source = (weigh: string, change = ''): string => `${WORDS}export const detector = {
  code: 'private-own', hypothesis: 'bot', family: 'hands', measuredOn: 'everywhere', reads: ['submitMs'],
  weigh: ${weigh}, cure: { submitMs: 5000 }, ${change}
};\n`;
const FAST = '({ submitMs }) => typeof submitMs === "number" && submitMs < 5000';

describe('detectors of an operator', function () {
  this.timeout(30_000);
  const close = closing();
  const folder = (files: Readonly<Record<string, string>>): string => {
    const made = mkdtempSync(join(tmpdir(), 'sekisho-detectors-'));
    close(async () => rmSync(made, { recursive: true, force: true }));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
    return made;
  };
  const NEVER = () => assert.fail('nothing throws here');
  const load = (files: Readonly<Record<string, string>>, onThrown: Parameters<typeof loadDetectors>[1] = NEVER) =>
    loadDetectors(folder(files), onThrown);
  const fast: Features = { ...featuresOf(personFacts()), submitMs: 40 };
  const said = ({ detectors }: PrivateDetectors, features = fast) =>
    judge(features, accessCourt({ detectors })).evidence;

  it('are none unless a folder is named', async () => {
    assert.deepEqual(await loadDetectors(null, NEVER), { detectors: [], words: {} });
    assert.deepEqual(await load({ 'README.md': 'not a detector' }), { detectors: [], words: {} });
  });

  it('are refused at the start with all that is wrong, in each file', async () => {
    const wrong: readonly (readonly [string, string, RegExp])[] = [
      ['a.ts', 'this is not a program', /a\.ts: cannot be loaded/],
      ['b.mjs', WORDS, /b\.mjs: detector /],
      ['c.js', source(`${FAST} ? null : null`, "code: 'webdriver'"), /c\.js: detector\.code must be like private-/],
      ['d.js', source(`${FAST} ? null : null`, "reads: ['shoeSize']"), /d\.js: detector\.reads\.0 names no feature/],
      [
        'e.js',
        source(`${FAST} ? null : null`, "family: 'integrity', hypothesis: 'theft'"),
        /e\.js: detector\.hypothesis[\s\S]*e\.js: detector\.family/,
      ],
      [
        'f.js',
        source('() => ({ weight: 1, facts: {} })'),
        /f\.js: detector\.weigh must say null where nothing is known/,
      ],
      [
        'g.js',
        source(`${FAST} ? null : null`, 'cure: { interactions: 1 }'),
        /g\.js: detector\.cure names what it does not read: interactions/,
      ],
      ['h.js', source(`({ submitMs }) => submitMs.length.x`), /h\.js: detector\.weigh throws where nothing is known/],
      ['i.js', source(`${FAST} ? null : null`).replace("en: 'a tell of our own'", ''), /i\.js: words\.en/],
      ['j.js', source(`${FAST} ? null : null`), /k\.js: another file has private-own already/],
      ['k.js', source(`${FAST} ? null : null`), /detectors that cannot be used/],
    ];
    const files = Object.fromEntries(wrong.map(([name, text]) => [name, text]));
    const { message } = await load(files).then(
      () => new Error('loaded'),
      (error: Error) => error,
    );
    for (const [, , why] of wrong) assert.match(message, why);
    await assert.rejects(loadDetectors(join(tmpdir(), 'sekisho-no-such-folder'), NEVER), /cannot be read as a folder/);
  });

  it('count like others, held to their cap, and never lower a risk by what is claimed', async () => {
    const heavy = await load({ 'a.ts': source(`${FAST} ? { weight: 1e6, facts: { n: 1 } } : null`) });
    assert.deepEqual(
      said(heavy).map(it => `${it.code} ${it.weight} ${it.provenance}`),
      [`private-own ${LIMITS.privateWeightMax} claimed`],
    );
    assert.deepEqual(said(heavy, { ...fast, submitMs: 9000 }), []);
    assert.notEqual(judge(fast, accessCourt({ detectors: heavy.detectors })).verdict, 'NG');
    const kind = await load({ 'a.ts': source(`${FAST} ? { weight: -9, facts: {} } : null`) });
    assert.deepEqual(
      said(kind).map(it => it.weight),
      [0],
    );
  });

  it('see the features that they read and no others', async () => {
    const peeking = source(
      `it => it.webdriver === false || it.engine === 'chromium' ? { weight: 1, facts: {} } : null`,
    );
    assert.deepEqual(said(await load({ 'a.ts': peeking })), []);
  });

  it('are switched off when they fail, told once, and break no judgement', async () => {
    for (const fails of [
      `${FAST} ? (() => { throw new Error('mine') })() : null`,
      `${FAST} ? { weight: NaN, facts: {} } : null`,
      `${FAST} ? { weight: 1, facts: { all: [1] } } : null`,
      `${FAST} ? Promise.resolve(null) : null`,
      `${FAST} ? undefined : null`,
    ]) {
      const told: string[] = [];
      const own = await load({ 'a.ts': source(fails) }, code => told.push(code));
      assert.deepEqual(said(own), [], fails);
      said(own);
      assert.deepEqual(told, ['private-own'], fails);
    }
  });

  it('are as the example shows', async () => {
    const example = await loadDetectors(EXAMPLE, NEVER);
    const abroad = { ...featuresOf(), deviceStatus: 'new', timeZoneFitsCountry: false } as const;
    assert.deepEqual(
      said(example, abroad).map(it => `${it.code} ${it.weight}`),
      ['private-new-browser-abroad 2'],
    );
    assert.deepEqual(said(example, { ...abroad, deviceStatus: 'active' }), []);
    assert.match(example.words['private-new-browser-abroad']?.ja ?? '', /端末/);
  });

  it('run in every process of a gate, answer in their own words, and are switched off by a site', async () => {
    const tokenless = (then: string) => source(`({ token }) => (token === 'none' ? ${then} : null)`);
    const reading = (text: string, code: string) =>
      text
        .replace("'private-own'", `'${code}'`)
        .replace("'submitMs'", "'token'")
        .replace('submitMs: 5000', "token: 'genuine'");
    const own = folder({
      'speaks.mjs': reading(tokenless('{ weight: 1, facts: { seen: true } }'), 'private-speaks'),
      'fails.mjs': reading(tokenless('{ weight: Infinity, facts: {} }'), 'private-fails'),
    });
    cpSync(EXAMPLE, own, { recursive: true });
    const server = await startServer({ env: { SEKISHO_DETECTORS: own }, args: ['--workers', '2'] });
    close(() => server.stop());
    const bank = await addSite(server, 'bank', { mode: 'enforce' });
    const ask = (n: number) => bank.ask({ token: null, account: { id: `a-${n}` } }, { connection: 'close' });
    const answers = async () => await Promise.all(Array.from({ length: 6 }, (_, n) => ask(n)));
    for (const { verdict, reasons, degraded } of await answers()) {
      assert.deepEqual([verdict, degraded], ['REVIEW', undefined]);
      const mine = reasons.filter(it => it.code.startsWith('private-'));
      assert.deepEqual(
        mine.map(it => `${it.code} ${it.weight} ${it.text.en}`),
        ['private-speaks 1 a tell of our own'],
      );
    }
    const alarms = await bank.metric('sekisho_private_detectors_off', { code: 'private-fails' });
    assert.ok(alarms === 1 || alarms === 2, `once in each process that met it: ${alarms}`);
    assert.match(server.output.stderr, /private-fails.*off until the next start/);
    await assert.rejects(server.cli('sites', 'detector', 'bank', 'private-none', 'off'), /no detector private-none/);
    await server.cli('sites', 'detector', 'bank', 'private-speaks', 'off');
    const isSilent = async () => (await answers()).every(it => !codesOf(it).includes('private-speaks'));
    await eventually('the site has switched it off', isSilent, HOLDS_WITHIN);
  });

  it('keep a gate from starting where one cannot be used, in so many words', async () => {
    const own = folder({ 'bad.mjs': WORDS });
    const started = startServer({ env: { SEKISHO_DETECTORS: own }, args: ['--workers', '2'] });
    await assert.rejects(started, /sekisho cannot start: SEKISHO_DETECTORS has detectors .*\n {2}bad\.mjs: detector/);
  });
});
