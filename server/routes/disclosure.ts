import { disclosure as disclosureOf, disclosureSchema } from '../../shared/wire/disclosure.ts';
import { openEndpoint } from './endpoint.ts';

const text = disclosureOf();

export const disclosure = openEndpoint({
  method: 'get',
  path: '/v1/disclosure',
  summary: {
    ja: '何を、なぜ、いつまで集めるか（日本語と英語）',
    en: 'What is collected, why and for how long, in Japanese and English',
  },
  listener: 'main',
  lane: 'open',
  problems: [],
  reply: disclosureSchema,
  handle: async () => ({ body: text }),
});
