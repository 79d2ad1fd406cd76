import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/**
 * The agent ran in a page of another name than its requests' headers tell: a reverse proxy stands between (evilginx, Modlishka, Muraena),
 * which passes everything on, the password and each code. It is the page's own word, which only ever speaks against the page.
 */
export const pageOtherOrigin: Detector = {
  code: 'page-other-origin',
  hypothesis: 'takeover',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['pageOrigin'],
  weigh: ({ pageOrigin }) =>
    isKnown(pageOrigin) && pageOrigin !== 'same' ? { weight: 7, facts: { page: pageOrigin } } : null,
  cure: { pageOrigin: 'same' },
};
