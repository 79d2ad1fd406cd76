import { drawFonts, type FontPacks } from './font-lists.ts';
import {
  ANDROIDS,
  BROWSER_SHARES,
  FLEET_SHARE,
  FLEETS,
  IPHONES,
  LAPTOPS,
  MACS,
  MONITORS,
  type Model,
  RESIST_SHARE,
  SCALES,
  type Screen,
  STRICT_SHARE,
  SYSTEM_SHARES,
  SYSTEMS,
  type System,
  TOWERS,
} from './market.ts';
import { type Draws, seededDraws } from './seeded-draws.ts';

/** What a device is; what a browser shows of it is `imageOf`. */
export type Device = {
  readonly index: number;
  readonly system: System;
  readonly browser: string;
  readonly fleet: number | null;
  readonly protection: 'none' | 'strict' | 'resist';
  readonly model: Model;
  /** Versions behind, and the day of the four weeks on which it updates. */
  readonly lag: number;
  readonly phase: number;
  readonly systemVersion: number;
  readonly memory: number;
  readonly driver: number;
  /** How text is smoothed: ClearType tuning and the like; 0 for nearly everybody. */
  readonly tuning: number;
  readonly screen: Screen;
  /** A second screen that is now and then the one in use. */
  readonly docked: Screen | null;
  readonly scale: number;
  readonly fonts: FontPacks;
  readonly languages: number;
  readonly timeZone: number;
  readonly locale: number;
  readonly keyboard: number;
  readonly voices: number;
  readonly plugins: number;
  readonly preferences: number;
  readonly quota: number;
  readonly frame: number;
  readonly media: number;
  readonly headset: boolean;
};

/** The same seed and index give the same device, so that none needs to be kept. */
export function deviceOf(seed: number, index: number): Device {
  const own = seededDraws(seed, index);
  const system = SYSTEMS[own.weighted(SYSTEM_SHARES)] ?? 'windows';
  const browser = pick(own, BROWSER_SHARES[system]);
  const isFirefox = browser === 'firefox';
  const protection = !isFirefox
    ? 'none'
    : own.chance(STRICT_SHARE)
      ? 'strict'
      : own.chance(RESIST_SHARE)
        ? 'resist'
        : 'none';
  const identity = { index, system, browser, protection } as const;
  if (system !== 'windows' || !own.chance(FLEET_SHARE)) return { ...identity, fleet: null, ...traitsOf(own, system) };
  const fleet = own.zipf(FLEETS, 0.9);
  const cloned = traitsOf(seededDraws(seed, -1 - fleet), system);
  return {
    ...identity,
    fleet,
    ...cloned,
    lag: cloned.lag,
    phase: own.below(28),
    screen: own.chance(0.2) ? screenOf(own) : cloned.screen,
    docked: null,
    fonts: own.chance(0.06) ? drawFonts(own, cloned.fonts.base, cloned.fonts.maker) : cloned.fonts,
    preferences: own.chance(0.1) ? own.zipf(8, 1.5) : cloned.preferences,
    frame: own.chance(0.08) ? own.zipf(6, 1.5) : cloned.frame,
  };
}

type Traits = Omit<Device, 'index' | 'system' | 'browser' | 'fleet' | 'protection'>;

/** What differs by how a device is used: Windows laptops, other desktops, phones. */
type Form = {
  readonly drivers: number;
  readonly tuned: number;
  readonly docked: number;
  readonly scaled: number;
  readonly voiced: number;
  readonly voiceSets: number;
  readonly quotas: readonly number[];
  readonly medias: readonly number[];
};
const TOWER: Form = {
  drivers: 14,
  tuned: 0.2,
  docked: 0,
  scaled: 0.12,
  voiced: 0.08,
  voiceSets: 20,
  quotas: [0.8, 0.12, 0.05, 0.03],
  medias: [0.35, 0.3, 0.2, 0.1, 0.05],
};
const LAPTOP: Form = { ...TOWER, docked: 0.25, medias: [0.85, 0.1, 0.05] };
const MAC: Form = { ...TOWER, drivers: 5, tuned: 0 };
const PHONE: Form = {
  ...MAC,
  scaled: 0.15,
  voiced: 0.4,
  voiceSets: 40,
  quotas: [0.5, 0.3, 0.15, 0.05],
  medias: [0.85, 0.1, 0.05],
};

function formOf(system: System, model: Model): Form {
  if (system === 'ios') return { ...PHONE, voiced: 0.08, voiceSets: 20 };
  if (system === 'android') return PHONE;
  if (system === 'macos') return MAC;
  return model.make < 12 ? LAPTOP : TOWER;
}

function traitsOf(draws: Draws, system: System): Traits {
  const model = modelOf(draws, system);
  const form = formOf(system, model);
  const systemVersion = draws.weighted(VERSION_SHARES[system]);
  /** A share has the usual value, 0; the others one of so many. */
  const unusual = (share: number, count: number, exponent?: number): number =>
    draws.chance(share) ? 1 + draws.zipf(count, exponent) : 0;
  return {
    model,
    systemVersion,
    lag: draws.weighted([0.78, 0.14, 0.04, 0.02, 0.02]),
    phase: draws.below(28),
    memory: model.memories[draws.weighted([0.7, 0.3])] ?? model.memories[0] ?? 0,
    driver: draws.zipf(form.drivers),
    tuning: unusual(form.tuned, 30, 0.8),
    screen: model.screen,
    docked: draws.chance(form.docked) ? screenOf(draws) : null,
    scale: unusual(form.scaled, SCALES.length - 1, 1.1),
    fonts: fontsOf(draws, { system, systemVersion, model, form }),
    languages: draws.chance(0.9) ? draws.weighted([0.75, 0.25]) : 2 + draws.zipf(200, 1.1),
    timeZone: unusual(0.015, 30),
    locale: unusual(0.05, 20),
    keyboard: draws.weighted([0.87, 0.1, 0.02, 0.01]),
    voices: unusual(form.voiced, form.voiceSets, 0.9),
    plugins: unusual(0.03, 6),
    preferences: preferencesOf(draws),
    quota: draws.weighted(form.quotas),
    frame: unusual(0.2, 8),
    media: draws.weighted(form.medias),
    headset: draws.chance(0.2),
  };
}

function fontsOf(
  draws: Draws,
  of: { readonly system: System; readonly systemVersion: number; readonly model: Model; readonly form: Form },
): FontPacks {
  const base = `${of.system}${of.systemVersion}`;
  if (of.system === 'ios') return { base, office: 0, maker: 0, own: [] };
  if (of.system === 'android') return { base, office: 0, maker: draws.chance(0.06) ? 1 + draws.zipf(12) : 0, own: [] };
  return drawFonts(draws, base, of.form === LAPTOP && draws.chance(0.9) ? of.model.make : 0);
}

/** Newest last: an update is one up. */
const VERSION_SHARES: Readonly<Record<System, readonly number[]>> = {
  windows: [0.14, 0.06, 0.2, 0.35, 0.25],
  macos: [0.03, 0.04, 0.05, 0.07, 0.08, 0.09, 0.12, 0.12, 0.18, 0.22],
  linux: [0.1, 0.15, 0.2, 0.25, 0.3],
  android: [0.08, 0.12, 0.2, 0.3, 0.3],
  ios: [0.04, 0.05, 0.06, 0.1, 0.15, 0.2, 0.4],
};

function modelOf(draws: Draws, system: System): Model {
  if (system === 'ios') return IPHONES[draws.zipf(IPHONES.length, 0.6)] ?? fail();
  if (system === 'android') return ANDROIDS[draws.zipf(ANDROIDS.length, 0.9)] ?? fail();
  if (system === 'macos') return MACS[draws.zipf(MACS.length, 0.8)] ?? fail();
  const catalogue = system === 'windows' && draws.chance(0.72) ? LAPTOPS : TOWERS;
  return catalogue[draws.zipf(catalogue.length, 0.8)] ?? fail();
}

const screenOf = (draws: Draws): Screen => MONITORS[draws.zipf(MONITORS.length)] ?? fail();

/** Bits: dark, reduced motion, reduced transparency, more contrast, forced colours. */
function preferencesOf(draws: Draws): number {
  return [0.3, 0.05, 0.03, 0.01, 0.005].reduce((bits, share, i) => (draws.chance(share) ? bits | (1 << i) : bits), 0);
}

function pick(draws: Draws, shares: Readonly<Record<string, number>>): string {
  return Object.keys(shares)[draws.weighted(Object.values(shares))] ?? fail();
}

function fail(): never {
  throw new Error('a catalogue of the market is empty');
}
