import type { DecideOptions } from '../core/decide.ts';
import { failoverVerdict } from '../core/failover.ts';
import type { ScreenOptions } from './screen.ts';
import type { Asked } from './screening-question.ts';

/** What the judgement goes by on this site. @param isKnown the state answered. */
export function decideBy(
  options: ScreenOptions,
  { site, request }: Asked,
  isKnown: boolean,
  enforced: boolean,
): Omit<DecideOptions, 'lists'> {
  const { domain, policy, timed } = options;
  return {
    domain,
    policy,
    detectorsOff: new Set(site.detectorsOff),
    calibration: options.calibrations.of(site.id),
    mode: enforced ? 'enforce' : 'observe',
    failover: isKnown ? null : failoverVerdict(request.action, site.failover, policy.failover),
    timed,
  };
}
