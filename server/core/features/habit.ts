import type { HabitRisk, Part } from '../habit/risk.ts';
import { type Feature, type Known, NOT_APPLICABLE, STATE_AWAY } from './feature.ts';

/** What the account's own history says, in log-odds; unknown until there is enough of it (policy: habit). */
const said = <T extends string | number>(read: (habit: HabitRisk) => T | null): Feature<T>['derive'] => {
  return ({ remembered, habit }): Known<T> => {
    if (remembered === null) return STATE_AWAY;
    return (habit === null ? null : read(habit)) ?? NOT_APPLICABLE;
  };
};
/** Two decimals are what an answer shows. */
const rounded = (logOdds: number): number => Math.round(logOdds * 100) / 100;
/** What a browser claims may be copied: being alike lowers nothing. */
const raisedBy = (part: Part | null): number | null => (part === null ? null : rounded(Math.max(0, part.logOdds)));

export const habitAddress: Feature<number> = {
  provenance: 'observed',
  derive: said(it => rounded(it.address.logOdds)),
};
export const habitCountry: Feature<Part['seen'] | 'unknown'> = {
  provenance: 'observed',
  derive: said(it => it.country),
};
/** Who runs the network that it comes from. */
export const habitProvider: Feature<Part['seen'] | 'unknown'> = {
  provenance: 'observed',
  derive: said(it => it.provider),
};
/** Of the address too: a round trip may be made longer, never shorter, so that it is the usual one lowers nothing. */
export const habitRoundTrip: Feature<number> = { provenance: 'observed', derive: said(it => raisedBy(it.roundTrip)) };
export const habitHour: Feature<number> = { provenance: 'observed', derive: said(it => rounded(it.hour)) };
export const habitUserAgent: Feature<number> = { provenance: 'claimed', derive: said(it => raisedBy(it.userAgent)) };
export const habitLanguages: Feature<number> = { provenance: 'claimed', derive: said(it => raisedBy(it.languages)) };
/** Of the typing; claimed, as it can be played back. */
export const habitRhythm: Feature<number> = {
  provenance: 'claimed',
  derive: ({ remembered, rhythm }) => (remembered === null ? STATE_AWAY : rounded(rhythm)),
};
/** That a browser shows no key of the account's is its own word. */
export const habitNewDevice: Feature<number> = { provenance: 'claimed', derive: said(it => rounded(it.newDevice)) };
export const habitKnownDevice: Feature<number> = { provenance: 'proven', derive: said(it => rounded(it.knownDevice)) };
