import { withPack, withSingle } from './font-lists.ts';
import { CHANGES_30D, MONITORS, SCALES, type System } from './market.ts';
import type { Device } from './population.ts';
import type { Draws } from './seeded-draws.ts';

type Change = {
  readonly rate: keyof typeof CHANGES_30D;
  readonly on: readonly System[];
  readonly change: (now: Device, draws: Draws) => Partial<Device>;
};

const PCS: readonly System[] = ['windows', 'linux'];
const DESKTOPS: readonly System[] = [...PCS, 'macos'];
const ALL: readonly System[] = [...DESKTOPS, 'android', 'ios'];

const CHANGES: readonly Change[] = [
  {
    rate: 'systemUpdate',
    on: ALL,
    change: ({ systemVersion, system, fonts }) => ({
      systemVersion: systemVersion + 1,
      fonts: { ...fonts, base: `${system}${systemVersion + 1}` },
    }),
  },
  { rate: 'driver', on: PCS, change: ({ driver }) => ({ driver: driver + 1 }) },
  { rate: 'fontPack', on: DESKTOPS, change: ({ fonts }, draws) => ({ fonts: withPack(fonts, draws) }) },
  { rate: 'ownFont', on: DESKTOPS, change: ({ fonts }, draws) => ({ fonts: withSingle(fonts, draws) }) },
  { rate: 'languages', on: ALL, change: (_, draws) => ({ languages: draws.zipf(200, 1.1) }) },
  { rate: 'keyboard', on: DESKTOPS, change: (_, draws) => ({ keyboard: draws.below(4) }) },
  {
    rate: 'timeZone',
    on: ALL,
    change: ({ timeZone }, draws) => ({ timeZone: timeZone === 0 ? 1 + draws.zipf(30) : 0 }),
  },
  {
    rate: 'preferences',
    on: ALL,
    change: ({ preferences }, draws) => ({ preferences: preferences ^ (1 << draws.zipf(5, 1.5)) }),
  },
  { rate: 'plugins', on: DESKTOPS, change: ({ plugins }) => ({ plugins: plugins === 0 ? 1 : 0 }) },
  { rate: 'zoomOrScale', on: ALL, change: (_, draws) => ({ scale: draws.zipf(SCALES.length) }) },
  {
    rate: 'screen',
    on: DESKTOPS,
    change: ({ screen }, draws) => ({ screen: MONITORS[draws.zipf(MONITORS.length)] ?? screen }),
  },
  { rate: 'quota', on: ALL, change: (_, draws) => ({ quota: draws.below(4) }) },
  { rate: 'voices', on: ALL, change: (_, draws) => ({ voices: draws.zipf(20, 0.9) }) },
  { rate: 'memory', on: PCS, change: ({ memory }) => ({ memory: memory * 2 }) },
];

/** What so many days do to a device; browser updates follow from the day, window, headset and private window from the visit. */
export function afterDays(device: Device, days: number, draws: Draws): Device {
  let now = device;
  for (const { rate, on, change } of CHANGES) {
    const happens = draws.chance(1 - (1 - CHANGES_30D[rate]) ** (days / 30));
    if (happens && on.includes(device.system)) now = { ...now, ...change(now, draws) };
  }
  return now;
}
