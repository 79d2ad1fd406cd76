import type { Signals } from '../../shared/wire/signals.ts';
import { property } from '../property.ts';

export function privacyChoices(from: object = navigator): Signals['privacyChoices'] {
  const gpc = property(from, 'globalPrivacyControl');
  const track = property(from, 'doNotTrack');
  return {
    gpc: typeof gpc === 'boolean' ? gpc : null,
    doNotTrack: typeof track === 'string' ? track.slice(0, 16) : null,
  };
}
