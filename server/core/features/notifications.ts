import { type Feature, NOT_APPLICABLE } from './feature.ts';
import { signalOf } from './readings.ts';

/**
 * The notification setting, read in two ways that have one source: `prompt` is `default`, the other words are the same
 * (https://notifications.spec.whatwg.org/#permission-model). Patched ones disagree. Samsung Internet and web views do so unpatched.
 */
export const notificationAgreement: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'permissions');
    if (!('value' in it)) return it;
    const { query, api } = it.value;
    return api === null ? NOT_APPLICABLE : (query === 'prompt' ? 'default' : query) === api;
  },
};
