import type { Facts } from '../facts.ts';
import { deviceTypeOf } from '../habit/values.ts';
import { type Moved, type NetworkPoint, networkMoved, networkPoint } from '../networks/moved.ts';
import { shortMark } from '../subjects/mark.ts';
import { engine, system } from './browser.ts';
import { type Feature, isKnown, type Known, NOT_APPLICABLE, NOT_SAID, NOT_SENT } from './feature.ts';
import { moveGapMs } from './input-events.ts';
import { saysNothing } from './network.ts';
import { signalOf } from './readings.ts';

/**
 * A phone changes lines without being carried anywhere, and many carriers run their mobile network and their lines under one number (KDDI,
 * SoftBank): of a phone's networks only servers say something.
 */
const isHandheld = (facts: Facts): boolean => {
  const on = system.derive(facts);
  return isKnown(on) ? on === 'android' || on === 'ios' : deviceTypeOf(facts.client.userAgent) !== 'computer';
};

const movedFrom = (before: NetworkPoint | null, facts: Facts): Known<Moved> => {
  if (before === null || saysNothing(facts)) return NOT_APPLICABLE;
  const moved = networkMoved(before, networkPoint(facts.address, facts.addressFamily, facts.now));
  return moved === null || (moved === 'line' && isHandheld(facts)) ? NOT_SAID : moved;
};

/** Where the page's report was posted from, against where the action's request comes from. */
export const reportNetwork: Feature<Moved> = {
  provenance: 'claimed',
  derive: facts => movedFrom(facts.report?.postedFrom ?? null, facts),
};

/** The network of the login that began this session, against this action's. */
export const sessionNetwork: Feature<Moved> = {
  provenance: 'claimed',
  derive: facts => movedFrom(facts.sessionStart?.network ?? null, facts),
};

/**
 * The browser of the login that began this session, against this action's: by its key, which a session carried elsewhere leaves behind, and
 * where none is compared by what its engine and its system are. Without a report of ours nothing is known of it.
 */
export const sessionBrowser: Feature<'same' | 'key-absent' | 'other-key' | 'other-browser'> = {
  provenance: 'claimed',
  derive: facts => {
    const { sessionStart: start, report, token } = facts;
    if (start === null) return NOT_APPLICABLE;
    if (report === null || token.state !== 'genuine' || report.key.state === 'refused') return NOT_SENT;
    const isOrigin = report.origin !== null && start.origin === shortMark(report.origin);
    const key = report.key.state === 'verified' ? shortMark(report.key.id) : '';
    if (isOrigin && start.key !== '' && key === start.key) return 'same';
    const [by, on] = [engine.derive(facts), system.derive(facts)];
    const differs = (before: string | null, here: Known<string>): boolean =>
      before !== null && isKnown(here) && before !== here;
    if (differs(start.engine, by) || differs(start.system, on)) return 'other-browser';
    if (!isOrigin || start.key === '') return NOT_SAID;
    return key === '' ? 'key-absent' : 'other-key';
  },
};

/**
 * How much longer the gate's answers took to reach the page, at the quickest, than a round trip to the edge takes on the connection that the
 * action came by. What an edge needs itself is in it, so that it says something only beside what is usual for the site.
 */
export const roundTripExcessMs: Feature<number> = {
  provenance: 'claimed',
  derive: facts => {
    const network = signalOf(facts, 'network');
    if (!('value' in network)) return network;
    const { measuredMs } = network.value;
    if (measuredMs === null || facts.edgeRttMs === null) return NOT_SAID;
    return Math.round(Math.max(0, measuredMs - facts.edgeRttMs));
  },
};

/** How many times as long the mouse waits between two moves as it did at the login of this session. */
export const moveGapGrowth: Feature<number> = {
  provenance: 'claimed',
  derive: facts => {
    const before = facts.sessionStart?.moveGapMs ?? null;
    if (before === null) return NOT_APPLICABLE;
    const here = moveGapMs.derive(facts);
    return isKnown(here) ? Math.round((10 * here) / Math.max(1, before)) / 10 : here;
  },
};
