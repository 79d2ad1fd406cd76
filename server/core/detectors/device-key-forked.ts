import type { Detector } from './detector.ts';

/** Two hold the same key: the owner, and who copied the browser's profile. Or the owner alone, who restored a backup: REVIEW. */
export const deviceKeyForked: Detector = {
  code: 'device-key-forked',
  hypothesis: 'takeover',
  family: 'device',
  measuredOn: 'everywhere',
  reads: ['deviceKeyForked'],
  weigh: ({ deviceKeyForked }) => (deviceKeyForked === true ? { weight: 3.5, facts: {} } : null),
  cure: { deviceKeyForked: false },
};
