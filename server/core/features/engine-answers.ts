import { isMissing } from '../../../shared/wire/reading.ts';
import { type Feature, NOT_APPLICABLE, NOT_SENT } from './feature.ts';
import { signalOf } from './readings.ts';

/**
 * Do the boxes that the nonce has the browser lay out lie where they should? A page that could not (hidden, blocked, late) is unknown.
 * `absent`: the report keeps silent, or failed at it in the very frame that it looked into otherwise (`frameScope`).
 */
export const layoutAnswer: Feature<'right' | 'wrong' | 'absent'> = {
  provenance: 'claimed',
  derive: facts => {
    const { report, token } = facts;
    if (report === null) return NOT_SENT;
    const { layout } = report;
    if (layout === null || token.state !== 'genuine') return NOT_APPLICABLE;
    if (!isMissing(layout)) return layout;
    const opened = 'value' in signalOf(facts, 'frameScope');
    return opened && layout.missing === 'failed' ? 'absent' : { unknown: layout.missing };
  },
};

/** Was the work done that the site asked this visit for? `absent`: no worker, plain http, or not in time. */
export const workDone: Feature<'done' | 'wrong' | 'absent'> = {
  provenance: 'claimed',
  derive: ({ report, token }) => {
    if (report === null) return NOT_SENT;
    return token.state === 'genuine' ? (report.work ?? NOT_APPLICABLE) : NOT_APPLICABLE;
  },
};
