import { type Feature, NOT_SAID } from './feature.ts';
import { signalOf } from './readings.ts';

/** Longer than any host name allows. */
const ORIGIN_CHARS_MAX = 300;

/** As the page's own script says it; null: no page of the web, such as one that an app brings along. */
export function originSaid(encoded: string): string | null {
  const text = Buffer.from(encoded, 'base64url').toString();
  const url = text.length > ORIGIN_CHARS_MAX ? null : URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text ? text : null;
}

const TRANSLATED = /^https:\/\/([\w-]+)\.translate\.goog$/;

/**
 * The origin whose page Google Translate shows there, as a rule: `-` stands for a dot, `--` for a hyphen. The parameter `_x_tr_hp` puts
 * more before it, so that my-bank.example has the page of bank.example's name, too: good for who is asked anyway, and for nobody else.
 * Other translators' addresses do not say whose page it is.
 */
export function translatedOrigin(page: string): string {
  const name = TRANSLATED.exec(page)?.[1];
  return name === undefined ? page : `https://${name.replace(/--?/g, it => (it === '-' ? '.' : '-'))}`;
}

/**
 * Where the page stands that the agent ran in, against what its requests' headers say: a relay serves the site under a name of its own,
 * and rewrites the headers. `same`, or the other origin.
 */
export const pageOrigin: Feature<string> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'pageOrigin');
    if (!('value' in it)) return it;
    const page = originSaid(it.value);
    if (page === null) return NOT_SAID;
    const header = facts.report?.origin ?? null;
    const isHere = header === null ? facts.origin.pageListed : page === header;
    return isHere === null ? NOT_SAID : isHere ? 'same' : page;
  },
};
