import { FAMILIES } from '../../shared/wire/judgement.ts';
import { shareInterval } from '../share-interval.ts';
import { ATTACKERS } from './attackers.ts';
import { MODEL_NAMES, MODELS, type Model } from './peers.ts';
import { CLASSES, type Frequency } from './settings.ts';
import { type Fork, HISTORIES, type Seen, type Simulated } from './simulate.ts';

/** Of good logins, how many are asked. */
export const ASKED_SHARES = [0.005, 0.01, 0.02, 0.05] as const;
export const AT_ONE_PERCENT = 0.01;

/** What no more than this share of the good ones is beyond: asked is who scores higher. @param good at least one. */
export function thresholdFor(good: readonly number[], asked: number): number {
  const falling = good.toSorted((a, b) => b - a);
  const it = falling[Math.floor(asked * falling.length)];
  if (it === undefined) throw new Error('a threshold needs the scores of good logins');
  return it;
}

type Lines = readonly string[];
const share = (part: readonly unknown[], of: readonly unknown[]): string => {
  const { low, high } = shareInterval(part.length, of.length);
  return of.length === 0 ? '-' : `${cut(part.length / of.length)} [${cut(low)} ${cut(high)}]`;
};
const cut = (value: number): string => value.toFixed(2).replace(/^0/, '');
export const inClass =
  (frequency: Frequency) =>
  (it: Seen): boolean =>
    it.frequency === frequency;

type Thresholds = Readonly<Record<Model, readonly number[]>>;
export const thresholdsOf = ({ owners }: Simulated): Thresholds => {
  const of = (model: Model): readonly number[] => {
    const good = owners.map(it => it.scores[model]);
    return ASKED_SHARES.map(asked => thresholdFor(good, asked));
  };
  return { ours: of('ours'), plain: of('plain'), rules: of('rules') };
};

/** One threshold for all, as a site has one: whom it asks, by how often they come. */
export function askedLines(run: Simulated): Lines {
  const thresholds = thresholdsOf(run);
  return MODELS.flatMap(model =>
    ASKED_SHARES.map((asked, n) => {
      const threshold = thresholds[model][n] ?? 0;
      const by = CLASSES.map(it => {
        const own = run.owners.filter(inClass(it));
        return `${it} ${share(
          own.filter(one => one.scores[model] > threshold),
          own,
        )}`;
      });
      return `${MODEL_NAMES[model]}, ${100 * asked} % asked: ${by.join(' · ')}`;
    }),
  );
}

/** Detection at each share asked, of each attacker, class, history and model. */
export function detectionLines(run: Simulated): Lines {
  const thresholds = thresholdsOf(run);
  const lines = [`attacker, class, history, model: at ${ASKED_SHARES.map(it => `${100 * it} %`).join(' / ')} asked`];
  for (const { name, knows } of ATTACKERS) {
    lines.push(`${name} (knows ${knows})`);
    for (const { frequency, history, attacks } of cellsOf(run, name)) {
      for (const model of MODELS) {
        const at = thresholds[model].map(threshold =>
          share(
            attacks.filter(it => it.scores[model] > threshold),
            attacks,
          ),
        );
        lines.push(`  ${frequency} ${history} ${MODEL_NAMES[model]}: ${at.join(' / ')} of ${attacks.length}`);
      }
    }
  }
  return lines;
}

export function cellsOf({ attacks }: Simulated, attacker: string) {
  return CLASSES.flatMap(frequency =>
    HISTORIES.map(({ name }) => ({
      frequency,
      history: name,
      attacks: attacks.filter(
        it => it.attacker === attacker && it.frequency === frequency && String(it.history) === name,
      ),
    })),
  );
}

/** As the default policy answers, whatever is asked of good logins: and what becomes of the attack then. */
export function stoppedLines({ attacks }: Simulated): Lines {
  return ATTACKERS.map(({ name, passes }) => {
    const all = attacks.filter(it => it.attacker === name);
    const asked = all.filter(it => it.verdict === 'REVIEW');
    const refused = all.filter(it => it.verdict === 'NG');
    const stopped = asked.filter(it => it.stepUp !== null && !passes.includes(it.stepUp));
    return `${name}: asked ${share(asked, all)} · refused ${share(refused, all)} · stopped ${share([...refused, ...stopped], all)} by the grade required${passes.length > 0 ? `; gets through ${passes.join(', ')}` : ''}`;
  });
}

/** Owners as the default policy answers them, and what those who are asked had lately done. */
export function ownerLines({ owners }: Simulated): Lines {
  const by = Map.groupBy(owners, it => it.odd);
  const atOne = thresholdFor(
    owners.map(it => it.scores.ours),
    AT_ONE_PERCENT,
  );
  const isAsked = (it: Seen): boolean => it.verdict === 'REVIEW';
  const sale = owners.filter(it => it.onSale);
  return [
    ...CLASSES.map(it => {
      const own = owners.filter(inClass(it));
      return `${it}: REVIEW ${rate(own.filter(isAsked).length, own.length)} · NG ${rate(own.filter(one => one.verdict === 'NG').length, own.length)} of ${own.length}`;
    }),
    `on-sale peak: not OK ${rate(sale.filter(it => it.verdict !== 'OK').length, sale.length)}, velocity raised ${rate(sale.filter(it => (it.families.velocity ?? 0) > 0).length, sale.length)} of ${sale.length}`,
    `beyond what 1 % are asked at, by what was odd: ${[...by].map(([odd, all]) => `${odd} ${cut(all.filter(it => it.scores.ours > atOne).length / all.length)} of ${all.length}`).join(' · ')}`,
    `asked, by what was odd: ${[...by].map(([odd, all]) => `${odd} ${rate(all.filter(isAsked).length, all.length)} of ${all.length}`).join(' · ')}`,
  ];
}

export const rate = (hits: number, of: number): string => {
  const { low, high } = shareInterval(hits, of);
  const percent = (value: number): string => (100 * value).toFixed(3);
  return of === 0 ? '-' : `${percent(hits / of)} % [${percent(low)} ${percent(high)}]`;
};

export const stormLines = ({ storms }: Simulated): Lines =>
  storms.map(
    it =>
      `${it.name}: ${it.tries} tries, ${it.right} right passwords, ${it.entered} accounts entered (${((10_000 * it.entered) / Math.max(1, it.tries)).toFixed(1)} per 10,000) · ${it.locked} came to a locked lane · velocity spoke of ${it.spoke} tries · bystanders touched ${rate(it.touched, it.bystanders)} of ${it.bystanders} · owners of tried accounts asked for it or locked out of what is not vouched for ${rate(it.victims, it.tries)}`,
  );

/** Pearson's, between what the families counted: families that move together are one evidence counted twice. */
export function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1): number => pairs.reduce((sum, it) => sum + it[at], 0) / pairs.length;
  const [a, b] = [mean(0), mean(1)];
  let [both, one, other] = [0, 0, 0];
  for (const [x, y] of pairs) {
    both += (x - a) * (y - b);
    one += (x - a) ** 2;
    other += (y - b) ** 2;
  }
  return one === 0 || other === 0 ? Number.NaN : both / Math.sqrt(one * other);
}

/** Among owners, and among attackers: apart, since what tells the two apart moves all families at once. */
export function familyLines({ owners, attacks }: Simulated): Lines {
  const spoken = FAMILIES.filter(family => [...owners, ...attacks].some(it => it.families[family] !== undefined));
  const among = (name: string, all: readonly Seen[]): Lines =>
    spoken.flatMap((one, n) =>
      spoken.slice(n + 1).map(other => {
        const r = correlation(all.map(it => [it.families[one] ?? 0, it.families[other] ?? 0]));
        return `${name}: ${one} and ${other} ${Number.isNaN(r) ? 'never move' : r.toFixed(2)}`;
      }),
    );
  return [...among('owners', owners), ...among('attackers', attacks)];
}

/** When the two holders of a copied key are told apart, whatever the verdict was. */
export function forkLines({ attacks }: Simulated): Lines {
  const copied = attacks.filter(it => it.fork !== null);
  return CLASSES.map(frequency => {
    const own = copied.filter(inClass(frequency));
    const at = (fork: Fork): string =>
      share(
        own.filter(it => it.fork === fork),
        own,
      );
    return `${frequency}: at use ${at('at use')} · at the owner’s next login ${at('at the owner’s next')} · never ${at('not')} of ${own.length}`;
  });
}
