import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ownFigures, scoreOwn } from './device/account-look-ups.ts';
import {
  calibrationFigures,
  familyFigures,
  keyFigures,
  MERGES_MOST,
  recallIdFigures,
} from './device/device-figures.ts';
import { FpStalker } from './device/fp-stalker.ts';
import { generatedPrints } from './device/generated-prints.ts';
import { likeness } from './device/likeness.ts';
import { FAMILIES, lookUp, lookUpsOf, type Population, populate } from './device/look-ups.ts';
import { calibrationFrom, type Scored, scoreLookUps, thresholdFor } from './device/scored.ts';
import { type Figure, figureLine, machineLine, showVerdict, writeFigures } from './figure.ts';

/** What core's tables are fitted on, and another for the report. */
const TRAINING_SEED = 1;
const REPORT_SEED = 2;
const FEW = 1000;
/** The threshold is set where the training seed merges this part of what is allowed: another seed may be worse. */
const FIT_MARGIN = 0.7;

/**
 * `npm run bench:device [-- --quick] [--prints FILE] [--seed N] [--fit] [--json FILE]`. --prints: generated fingerprints, one JSON a line,
 * gzipped. --fit prints the tables of server/core/linking/confidence.ts from the training seed, and judges nothing.
 */
async function run(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      fit: { type: 'boolean', default: false },
      prints: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const [size, count] = values.quick ? [20_000, 1000] : [1_000_000, 10_000];
  const seed = Number(values.seed ?? (values.fit ? TRAINING_SEED : REPORT_SEED));
  console.log(
    `${machineLine()}\nseed ${seed}, ${size.toLocaleString('en')} devices, up to ${count} returning and ${count} new look-ups a family`,
  );
  const figures: Figure[] = [];
  const show = (...more: readonly Figure[]): void => {
    for (const it of more) console.log(`  ${figureLine(it)}`);
    figures.push(...more);
  };
  /** Of a million devices: on a small site a company's cloned PCs look unique until enough of them are known. */
  const ofAMillion = (it: Figure): Figure => {
    const { budget: _, ...rest } = it;
    return values.quick ? rest : it;
  };
  if (values.quick)
    console.log('quick: found again, merges and confidence are shown, but judged among 1 million devices only');
  console.log('\nthe generated market beside what was published');
  for (const line of likeness(seed, values.quick ? 8400 : 50_000)) console.log(`  ${line}`);

  const small = populate(seed, FEW, FEW);
  show(costFigure(small, 'among 1 thousand devices'));
  show(
    ...FAMILIES.flatMap(it =>
      familyFigures(scoreLookUps(small, { family: it, count: FEW, baseline: null }), it, '1 thousand').slice(-1),
    ),
  );
  const population = populate(seed, size, count);
  const label = values.quick ? '20 thousand' : '1 million';
  const baseline = values.fit ? null : new FpStalker(population.known);
  const rows = FAMILIES.flatMap(family => scoreLookUps(population, { family, count, baseline }));
  if (values.fit) return fitted(rows);

  console.log(`\neverything cleared, among ${label} devices`);
  for (const family of FAMILIES) show(...familyFigures(rows, family, label).map(ofAMillion));
  show(costFigure(population, `among ${label} devices`), memoryFigure());
  console.log(`\neverything cleared, among the devices of one account, ${label} devices known`);
  for (const family of FAMILIES) show(...ownFigures(scoreOwn(population, family, count), family, label));
  console.log('\nkeys, confidence, recallId');
  show(...keyFigures(population, Math.min(count, 2000)));
  const { lines, error } = calibrationFigures(rows);
  for (const line of lines) console.log(`  ${line}`);
  show(ofAMillion(error), ...recallIdFigures(population, 20_000));
  console.log('\ngenerated prints');
  show(...printFigures(values.prints));
  if (values.json !== undefined) writeFigures(values.json, figures);
  return showVerdict(figures);
}

function fitted(rows: readonly Scored[]): boolean {
  for (const engine of ['chromium', 'gecko', 'webkit']) {
    const own = rows.filter(it => it.engine === engine && it.family !== 'iPhone');
    const families = [...new Set(own.map(it => it.family))];
    const from = families.map(family =>
      thresholdFor(
        own.filter(it => it.family === family),
        MERGES_MOST * FIT_MARGIN,
      ),
    );
    console.log(`${engine}: named from ${families.map((it, i) => `${it} ${from[i]?.from.toFixed(2)}`).join(', ')}`);
    console.log(`  ${JSON.stringify(calibrationFrom(own))}`);
  }
  return true;
}

/** Microseconds of one look-up: keys, candidates out of the packed index, comparison. */
function costFigure(population: Population, where: string): Figure {
  const asked = FAMILIES.flatMap(family => lookUpsOf(population, family, 400));
  const began = performance.now();
  for (const { image, truth } of asked) lookUp(population, image, truth);
  const value = ((performance.now() - began) * 1000) / asked.length;
  return { what: `one look-up ${where}`, value, unit: 'µs', note: 'every family as often' };
}

const memoryFigure = (): Figure => ({
  what: 'memory of the process',
  value: process.memoryUsage().rss / 2 ** 30,
  unit: 'GiB',
  budget: { atMost: 12 },
});

function printFigures(file: string | undefined): readonly Figure[] {
  if (file === undefined || !existsSync(file)) {
    console.log('  SKIPPED: --prints names no file of generated fingerprints; nothing else depends on it');
    return [];
  }
  const { prints, groups, mergedAmongGroups, returned } = generatedPrints(file);
  return [
    { what: 'groups of identical images', value: groups, unit: 'groups', note: `${prints} prints` },
    {
      what: 'false merges among different groups',
      value: mergedAmongGroups,
      unit: 'look-ups',
      note: `of ${groups}, half of the groups known`,
    },
    {
      what: 'found again after simulated changes',
      value: returned.right / returned.of,
      unit: '',
      note: `${returned.right} right, ${returned.merged} merged, ${returned.abstained} abstained`,
    },
  ];
}

process.exitCode = (await run()) ? 0 : 1;
