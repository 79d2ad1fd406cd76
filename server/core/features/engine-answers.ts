import { isMissing } from '../../../shared/wire/reading.ts';
import { type Feature, NOT_APPLICABLE, NOT_SENT } from './feature.ts';
import { signalOf } from './readings.ts';

/**
 * Do the boxes that the nonce has the browser lay out lie where they should? `absent`: the report keeps silent, or has no answer though it
 * looked into the very frame that they are laid out in (`frameScope`). `unseen`: nor did it look there; a page that is hidden is unknown.
 */
export const layoutAnswer: Feature<'right' | 'wrong' | 'absent' | 'unseen'> = {
  provenance: 'claimed',
  derive: facts => {
    const { report, token } = facts;
    if (report === null) return NOT_SENT;
    const { layout } = report;
    if (layout === null || token.state !== 'genuine') return NOT_APPLICABLE;
    if (!isMissing(layout)) return layout;
    const window = signalOf(facts, 'window');
    if ('value' in window && window.value.innerWidth === 0) return { unknown: layout.missing };
    return 'value' in signalOf(facts, 'frameScope') ? 'absent' : 'unseen';
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
