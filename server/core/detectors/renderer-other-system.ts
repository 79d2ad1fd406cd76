import type { Detector } from './detector.ts';

/** A renderer that runs on another system than the one named. Made-up renderers of privacy extensions look so: not enough for REVIEW. */
export const rendererOtherSystem: Detector = {
  code: 'renderer-other-system',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['rendererFitsSystem'],
  weigh: ({ rendererFitsSystem }) => (rendererFitsSystem === false ? { weight: 2.2, facts: {} } : null),
  cure: { rendererFitsSystem: true },
};
