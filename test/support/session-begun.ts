import type { SessionStart } from '../../server/core/session-start.ts';
import { shortMark } from '../../server/core/subjects/mark.ts';

/** A session that the person of test/support/person-facts.ts began, with the key `own`. */
export const BEGUN: SessionStart = {
  network: { family: 4, asn: 64_500, kind: 'consumer' },
  origin: shortMark('https://bank.example'),
  key: shortMark('own'),
  engine: 'chromium',
  system: 'linux',
  moveGapMs: 16,
};
