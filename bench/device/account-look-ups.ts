import { bucketKeys } from '../../server/core/linking/bucket-keys.ts';
import type { DeviceImage } from '../../server/core/linking/device-image.ts';
import { link } from '../../server/core/linking/link.ts';
import { linkOwn } from '../../server/core/linking/own-device.ts';
import { reduced } from '../../server/core/linking/sightings.ts';
import type { Figure } from '../figure.ts';
import { wilson } from './intervals.ts';
import { type Family, type LookUp, lookUpsOf, type Population } from './look-ups.ts';
import { type Device, deviceOf } from './population.ts';
import { type Draws, seededDraws } from './seeded-draws.ts';

/** Devices of an account beside the one it is asked about: [A]. */
const OTHERS_MAX = 2;
/** Of accounts that get a new device, so many have one of the same image, or model, already (an employer's, a household's): [A]. */
const ALIKE_SHARE = 0.1;

export type OwnScored = {
  readonly returning: boolean;
  readonly logOdds: number;
  readonly confidence: number;
  readonly right: boolean;
  readonly named: boolean;
};

/** What an account's own devices name: half of the look-ups by one of them, half by one that the account never had. */
export function scoreOwn(population: Population, family: Family, count: number): readonly OwnScored[] {
  const alikeOf = knownAlike(population);
  return lookUpsOf(population, family, count).map(({ image, truth, device }, n) => {
    const draws = seededDraws(population.seed, n, 6);
    const own = ownDevices(population, { truth, device }, alikeOf, draws);
    const found = linkOwn(siteLink(population, image), own.map(String));
    return {
      returning: truth !== null,
      logOdds: found.logOdds,
      confidence: found.confidence,
      right: truth !== null && found.likeliest === String(truth),
      named: found.id !== null,
    };
  });
}

function ownDevices(
  { known }: Population,
  { truth, device }: Pick<LookUp, 'truth' | 'device'>,
  alikeOf: (device: Device) => readonly number[],
  draws: Draws,
): readonly number[] {
  const others = Array.from({ length: draws.below(OTHERS_MAX + 1) }, () => draws.below(known.size));
  if (truth !== null) return [truth, ...others];
  const alike = alikeOf(device);
  const one = draws.chance(ALIKE_SHARE) && alike.length > 0 ? alike[draws.below(alike.length)] : undefined;
  return [one ?? draws.below(known.size), ...others];
}

/** Of one fleet, else of one model with the same browser. */
function knownAlike({ seed, known }: Population): (device: Device) => readonly number[] {
  const by = new Map<unknown, number[]>();
  for (let index = 0; index < known.size; index++) {
    const device = deviceOf(seed, index);
    const key = keyOf(device);
    by.set(key, [...(by.get(key) ?? []), index].slice(-50));
  }
  return device => by.get(keyOf(device)) ?? [];
}

const MODELS = new Map<object, number>();
function keyOf({ fleet, browser, model }: Device): string {
  if (!MODELS.has(model)) MODELS.set(model, MODELS.size);
  return fleet === null ? `${browser} ${MODELS.get(model)}` : `fleet ${fleet} ${browser}`;
}

/** With no shares counted from a sample of the site: the live server has none. */
function siteLink({ known }: Population, image: DeviceImage) {
  const now = reduced(image);
  const keys = bucketKeys(image);
  const candidates = known.candidates(keys).map(at => ({
    id: String(at),
    image: reduced(known.image(at)),
    days: -(known.lastSeen[at] ?? 0),
    keyDiffers: false,
  }));
  const found = link(now, candidates, { crowds: known.crowds(keys), shareOf: () => null });
  return { engine: image.engineFamily, abstains: found.abstains, alike: found.alike };
}

export function ownFigures(rows: readonly OwnScored[], family: Family, size: string): readonly Figure[] {
  const back = rows.filter(it => it.returning);
  const right = back.filter(it => it.named && it.right).length;
  const merged = rows.filter(it => it.named && !it.right).length;
  const interval = (hits: number, of: number): string =>
    `${hits}/${of}, 95 % ${wilson(hits, of)
      .map(it => it.toFixed(4))
      .join('–')}`;
  return [
    {
      what: `${family}, ${size}: found again among the account's own devices, all cleared`,
      value: right / back.length,
      unit: '',
      note: interval(right, back.length),
    },
    {
      what: `${family}, ${size}: false merges a look-up among them`,
      value: (100 * merged) / rows.length,
      unit: '%',
      note: interval(merged, rows.length),
    },
  ];
}
