import { isMissing } from '../../../shared/wire/reading.ts';
import type { SignalName } from '../../../shared/wire/signals.ts';
import { type Feature, NOT_APPLICABLE, NOT_SENT } from './feature.ts';

/** What every supported browser shows; the agent's first script tells of each that it is there, or why it is not. */
const EVERYWHERE: readonly SignalName[] = [
  'webdriver',
  'engine',
  'userAgent',
  'platform',
  'window',
  'screen',
  'touch',
  'timeZone',
  'languages',
];
/** One may be an extension that breaks a property; DOM imitations (jsdom has no matchMedia, no CSS) break several. */
const FEW = 2;

/**
 * `incomplete`: the agent leaves none of them out, so a script wrote the report. `broken`: the properties themselves are not there.
 * Only of reports that the gate attested: a form's own may be sent half-way.
 */
export const reportParts: Feature<'whole' | 'incomplete' | 'broken'> = {
  provenance: 'claimed',
  derive: ({ report, token }) => {
    if (report === null) return NOT_SENT;
    if (token.state !== 'genuine') return NOT_APPLICABLE;
    let broken = 0;
    for (const name of EVERYWHERE) {
      const reading = report.signals[name];
      if (reading === undefined) return 'incomplete';
      if (isMissing<unknown>(reading) && (reading.missing === 'failed' || reading.missing === 'unsupported')) broken++;
    }
    return broken >= FEW ? 'broken' : 'whole';
  },
};
