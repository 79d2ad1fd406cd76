import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { ATTRIBUTE_NAMES } from '../../server/core/linking/attributes.ts';
import { bucketKeys, kindOf } from '../../server/core/linking/bucket-keys.ts';
import type { DeviceImage } from '../../server/core/linking/device-image.ts';
import { link } from '../../server/core/linking/link.ts';
import { valueShares } from '../../server/core/linking/value-shares.ts';
import { KnownDevices } from './known-devices.ts';
import { type Draws, seededDraws } from './seeded-draws.ts';

/** Of a file of generated fingerprints, one JSON object a line, what the bench maps to an image. */
const PRINT = z.object({
  fingerprint: z.object({
    screen: z.object({
      width: z.number(),
      height: z.number(),
      availWidth: z.number(),
      availHeight: z.number(),
      colorDepth: z.number(),
      devicePixelRatio: z.number(),
      hasHDR: z.boolean(),
    }),
    navigator: z.object({
      userAgent: z.string(),
      userAgentData: z.object({ architecture: z.string(), model: z.string() }).partial().nullable(),
      languages: z.array(z.string()),
      platform: z.string(),
      deviceMemory: z.number().nullable(),
      hardwareConcurrency: z.number(),
      maxTouchPoints: z.number().nullable(),
    }),
    audioCodecs: z.record(z.string(), z.string()),
    videoCodecs: z.record(z.string(), z.string()),
    pluginsData: z.object({ plugins: z.array(z.object({ name: z.string() })) }),
    videoCard: z.object({ renderer: z.string(), vendor: z.string() }).partial().nullable().optional(),
    multimediaDevices: z.record(z.string(), z.array(z.unknown())),
    fonts: z.array(z.string()),
  }),
});

export type PrintFigures = {
  readonly prints: number;
  readonly groups: number;
  readonly mergedAmongGroups: number;
  readonly returned: {
    readonly of: number;
    readonly right: number;
    readonly merged: number;
    readonly abstained: number;
  };
};

/** Identical images are one device; then each half is looked up among the other, and each group after changes among all. */
export function generatedPrints(file: string): PrintFigures {
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  const images = lines.map(line => imageOfPrint(PRINT.parse(JSON.parse(line)).fingerprint));
  const groups = [...new Map(images.map(it => [JSON.stringify(it), it])).values()];
  const shareOf = valueShares(groups);
  const ask = (image: DeviceImage, { known, ids }: Site): number | null => {
    const keys = bucketKeys(image);
    const candidates = known
      .candidates(keys)
      .map(at => ({ id: String(at), image: known.image(at), days: 28, keyDiffers: false }));
    const { id } = link(image, candidates, { crowds: known.crowds(keys), shareOf: shareOf(kindOf(image)) });
    return id === null ? null : (ids[Number(id)] ?? null);
  };
  const numbers = groups.map((_, i) => i);
  const halves = [0, 1].map(half => numbers.filter(i => i % 2 === half));
  const strangers = halves.flatMap((half, n) => {
    const site = siteOf(groups, halves[1 - n] ?? []);
    return half.filter(i => ask(groups[i] ?? fail(), site) !== null);
  });
  const all = siteOf(groups, numbers);
  const draws = seededDraws(7);
  const back = groups.map((it, i) => ({ i, named: ask(changed(it, draws), all) }));
  return {
    prints: images.length,
    groups: groups.length,
    mergedAmongGroups: strangers.length,
    returned: {
      of: back.length,
      right: back.filter(({ i, named }) => named === i).length,
      merged: back.filter(({ i, named }) => named !== null && named !== i).length,
      abstained: back.filter(({ named }) => named === null).length,
    },
  };
}

/** A month later: a newer browser, now and then another language, font, window or screen. */
function changed(image: DeviceImage, draws: Draws): DeviceImage {
  const fonts = Array.isArray(image.fonts) ? image.fonts : [];
  return {
    ...image,
    browserMajor: (image.browserMajor ?? 0) + 1,
    ...(draws.chance(0.02) ? { languages: 'ja,en' } : {}),
    ...(draws.chance(0.04) ? { fonts: [...fonts, 'zz new font'] } : {}),
    ...(draws.chance(0.1) ? { frame: '0x99' } : {}),
    ...(draws.chance(0.05) ? { screenWidth: 1920, screenHeight: 1080, pixelRatio: 1 } : {}),
  };
}

type Site = { readonly known: KnownDevices; readonly ids: readonly number[] };

function siteOf(groups: readonly DeviceImage[], ids: readonly number[]): Site {
  const known = new KnownDevices(ids.length);
  for (const id of ids) known.add(groups[id] ?? fail(), -28);
  return { known, ids };
}

function fail(): never {
  throw new Error('a group of prints is missing');
}

function imageOfPrint(print: z.infer<typeof PRINT>['fingerprint']): DeviceImage {
  const { screen, navigator, videoCard } = print;
  const unknown: Record<string, null> = {};
  for (const name of ATTRIBUTE_NAMES) unknown[name] = null;
  return {
    ...(unknown as Record<(typeof ATTRIBUTE_NAMES)[number], null>),
    ...browserOf(navigator.userAgent),
    deviceModel: navigator.userAgentData?.model ?? null,
    architecture: navigator.userAgentData?.architecture ?? null,
    platform: navigator.platform,
    cores: navigator.hardwareConcurrency,
    memory: navigator.deviceMemory,
    touchPoints: navigator.maxTouchPoints,
    gpuVendor: videoCard?.vendor ?? null,
    gpuRenderer: videoCard?.renderer ?? null,
    colorDepth: screen.colorDepth,
    hdr: screen.hasHDR ? 1 : 0,
    screenWidth: screen.width,
    screenHeight: screen.height,
    pixelRatio: screen.devicePixelRatio,
    frame: `${screen.width - screen.availWidth}x${screen.height - screen.availHeight}`,
    codecs: JSON.stringify([print.audioCodecs, print.videoCodecs]),
    fonts: print.fonts.toSorted(),
    languages: navigator.languages.join(','),
    plugins: print.pluginsData.plugins.map(it => it.name).join(','),
    mediaDevices: Object.values(print.multimediaDevices)
      .map(it => it.length)
      .join(','),
  };
}

const BROWSERS: readonly (readonly [RegExp, string, string])[] = [
  [/Edg\w*\/(\d+)/, 'edge', 'chromium'],
  [/SamsungBrowser\/(\d+)/, 'samsung', 'chromium'],
  [/Firefox\/(\d+)/, 'firefox', 'gecko'],
  [/Chrome\/(\d+)/, 'chrome', 'chromium'],
  [/Version\/(\d+)/, 'safari', 'webkit'],
];
const SYSTEM_NAMES: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, 'ios'],
  [/Android/, 'android'],
  [/Windows/, 'windows'],
  [/Mac OS X/, 'macos'],
];

function browserOf(
  userAgent: string,
): Pick<DeviceImage, 'browserFamily' | 'engineFamily' | 'browserMajor' | 'osFamily'> {
  const system = SYSTEM_NAMES.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'linux';
  for (const [pattern, family, engine] of BROWSERS) {
    const major = pattern.exec(userAgent)?.[1];
    if (major === undefined) continue;
    return {
      browserFamily: family,
      engineFamily: system === 'ios' ? 'webkit' : engine,
      browserMajor: Number(major),
      osFamily: system,
    };
  }
  return { browserFamily: 'other', engineFamily: 'other', browserMajor: null, osFamily: system };
}
