import { UNCALIBRATED } from '../../server/core/calibration.ts';
import type { Detector } from '../../server/core/detectors/detector.ts';
import { DETECTORS } from '../../server/core/detectors/index.ts';
import { explain } from '../../server/core/explain.ts';
import { FEATURE_NAMES, type Features } from '../../server/core/features/index.ts';
import { judge } from '../../server/core/judge.ts';
import { UNLISTED } from '../../server/core/lists/list-index.ts';
import { readPolicy } from '../../server/read-policy.ts';
import type { KeptScreening } from '../../shared/wire/account-data.ts';
import type { BotVerdict, Verdict } from '../../shared/wire/judgement.ts';

/** How a visit is judged by some of the detectors. */
export type Judgement = { readonly verdict: Verdict; readonly bot: BotVerdict; readonly reasons: readonly string[] };

const isLinuxAlone = ({ measuredOn }: Detector): boolean =>
  measuredOn !== 'everywhere' && measuredOn.every(place => place.system === 'linux');

/** What was measured on Linux alone, and so is in shadow for everybody else until a site's own visits have shown it right. */
export const LINUX_ALONE: ReadonlySet<string> = new Set(DETECTORS.filter(isLinuxAlone).map(it => it.code));

/** The kept features, judged once more without some detectors: a record has all that this needs. */
export function judgedAgain(kept: KeptScreening, detectorsOff: ReadonlySet<string>): Judgement {
  const policy = readPolicy('access');
  const judged = judge(featuresOf(kept), {
    detectors: DETECTORS,
    detectorsOff,
    calibration: UNCALIBRATED,
    policy,
    action: kept.action,
    lists: UNLISTED,
  });
  const { verdict, botVerdict } = judged;
  const reasons = explain(judged, 'OK').map(it => it.code);
  return { verdict, bot: botVerdict, reasons };
}

/** As the gate wrote them a moment ago, in this same version. */
function featuresOf({ features }: KeptScreening): Features {
  const missing = FEATURE_NAMES.filter(it => !(it in features));
  if (missing.length > 0) throw new Error(`the record lacks ${missing.join(', ')}`);
  return features as Features;
}
