import type { Feature } from './feature.ts';
import { signalOf } from './readings.ts';
import { headerOf } from './request-headers.ts';

const PRIMARY = /^\s*([a-z]{2,3})\b/i;
const primary = (tag: string): string | null => PRIMARY.exec(tag)?.[1]?.toLowerCase() ?? null;

/**
 * navigator.language is the first of navigator.languages, which is never empty, and both are what Accept-Language is made of:
 * https://html.spec.whatwg.org/multipage/system-state.html#dom-navigator-languages. Browsers shorten the header, so its first
 * language alone is compared, without its region (Safari sends `ja` for `ja-JP`).
 */
export const languagesAgreement: Feature<'agree' | 'empty' | 'first' | 'request'> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'languages');
    if (!('value' in it)) return it;
    const { language, languages } = it.value;
    const [first] = languages;
    if (first === undefined) return 'empty';
    if (language !== first) return 'first';
    const asked = headerOf(facts, 'accept-language');
    const sent = asked === null ? null : primary(asked);
    const shown = primary(first);
    return sent !== null && shown !== null && sent !== shown ? 'request' : 'agree';
  },
};
