import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { LINUX_ALONE } from '../../bench/proving-ground/judged-again.ts';
import { type ProvingGround, provingGround } from '../../bench/proving-ground/lab.ts';
import { faultOf, type Row, type Run, rowOf } from '../../bench/proving-ground/rows.ts';
import { faults, sums, table } from '../../bench/proving-ground/table.ts';
import { installTools } from '../../bench/proving-ground/tools.ts';
import { VISITORS } from '../../bench/proving-ground/visitors/index.ts';
import { shareInterval } from '../../bench/share-interval.ts';
import { closing } from '../support/closing.ts';
import { needs, skipFor } from '../support/parts.ts';

const run = (verdict: Run['judgement']['verdict'], bot: Run['judgement']['bot'], ...reasons: string[]): Run => ({
  judgement: { verdict, bot, reasons },
  withoutLinux: { verdict: 'OK', bot: 'human', reasons: [] },
  score: 50,
  evidence: [],
  features: {},
  peers: { botd: { bot: true, why: 'headless_chrome' }, fpscanner: null },
});
const row = (kind: Row['kind'], ...runs: Run[]): Row => ({ name: `a ${kind}`, kind, runs, failures: [] });

describe('the table of the proving ground', () => {
  it('fails for a tool that is taken for a person, and for a person who is asked for more', () => {
    assert.equal(faultOf(row('tool', run('NG', 'bot'), run('REVIEW', 'suspect'))), null);
    assert.equal(faultOf(row('tool', run('NG', 'bot'), run('OK', 'human'))), '1 of 2 passed as a person');
    assert.equal(faultOf(row('tool', run('REVIEW', 'human'))), '1 of 1 passed as a person');
    assert.equal(faultOf(row('person', run('OK', 'human'))), null);
    assert.equal(faultOf(row('person', run('REVIEW', 'suspect'))), '1 of 1 refused');
  });

  it('fails for a visit without a verdict, and never for a known limit or one that cannot run here', () => {
    const lost: Row = { ...row('tool'), failures: ['not within 20000 ms'] };
    assert.deepEqual(faults([lost, row('limit', run('OK', 'human')), row('untested')]), [
      'a tool: 1 without a verdict: not within 20000 ms',
    ]);
  });

  it('shows verdicts, what the peers said and the reasons, those first that are never missing', () => {
    const tool = row('tool', run('NG', 'bot', 'webdriver', 'submit-instant'), run('OK', 'human', 'submit-instant'));
    const lines = table([tool], it => it.judgement);
    assert.equal(lines.at(-1), 'a tool   2     NG 1 OK 1 PASSED  bot 2/2  –          submit-instant, webdriver 1');
  });

  it('judges all rows together, with how sure that is', () => {
    const tools = row('tool', ...Array.from({ length: 20 }, () => run('NG', 'bot')));
    assert.deepEqual(
      sums([tools], it => it.judgement),
      ['tools that passed as a person: 0 of 20 (95 %: 0 to 16 %)'],
    );
    const { low, high } = shareInterval(10, 20);
    assert.ok(Math.abs(low - 0.299) < 0.001 && Math.abs(high - 0.701) < 0.001, `${low} ${high}`);
  });

  it('knows which detectors rest on Linux alone', () => {
    assert.ok(LINUX_ALONE.has('input-clock-synthetic'));
    assert.ok(!LINUX_ALONE.has('webdriver'));
  });

  it('installs its tools without a download address or a script', () => {
    const folder = 'bench/proving-ground';
    const lock = readFileSync(`${folder}/package-lock.json`, 'utf8');
    assert.doesNotMatch(lock, /"resolved":|"hasInstallScript":/);
    assert.match(readFileSync(`${folder}/.npmrc`, 'utf8'), /^ignore-scripts=true$/m);
  });

  it('has a name of its own for every row', () => {
    assert.equal(new Set(VISITORS.map(it => it.name)).size, VISITORS.length);
  });
});

/** The short cut of `npm run bench:bots`: one visit of the rows that tell most. */
describe('the proving ground, in short', function () {
  this.timeout(120_000);
  const atEnd = closing();
  let ground: ProvingGround;

  before(async function () {
    try {
      installTools();
    } catch (error) {
      skipFor(this, error instanceof Error ? error.message : String(error));
    }
    ground = await provingGround(20261121);
    atEnd(() => ground.close());
  });

  for (const visitor of VISITORS.filter(it => it.short === true)) {
    const told = visitor.kind === 'person' ? 'lets in' : 'does not take for a person';
    it(`${told}: ${visitor.name}`, async function () {
      needs(this, ...visitor.needs);
      const seen = await rowOf(visitor, ground, 1, () => undefined);
      assert.equal(faultOf(seen), null, JSON.stringify(seen.runs.map(it => it.judgement)));
    });
  }
});
