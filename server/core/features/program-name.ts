import type { BotKind } from '../../../shared/wire/judgement.ts';
import { remembered } from '../remembered.ts';
import { type Feature, NOT_APPLICABLE, NOT_SAID } from './feature.ts';

/** How programs that are no browser name themselves. The first that fits: AI agents also say what they crawl for. */
const NAMES: readonly (readonly [Exclude<BotKind, 'aggregator'>, RegExp])[] = [
  ['ai-agent', /\b(ChatGPT-User|Claude-User|Perplexity-User|MistralAI-User|Gemini-User|Google-Agent|NovaAct)\b/i],
  [
    'crawler',
    /bot\b|\b(crawler|spider|Slurp|facebookexternalhit|meta-externalagent|CCBot|archiver|Google-InspectionTool|GoogleOther|Mediapartners-Google|BingPreview)\b|spider\//i,
  ],
  [
    'tool',
    /^(curl|Wget|python|aiohttp|httpx|Go-http-client|Java|okhttp|Apache-HttpClient|axios|node-fetch|undici|got|libwww-perl|Ruby|PostmanRuntime|insomnia|HTTPie|PHP|Guzzle|Scrapy|k6|Dart|rest-client|reqwest|hyper)\b/i,
  ],
];
/** A telephone by CUBOT and a browser called Cubot: names of people's devices that end in bot. */
const NO_BOT = /\bCUBOT\b/i;
/** At most 2 KB each; most visitors share some dozens of them. */
const USER_AGENTS_KEPT = 500;

type ProgramName = 'none' | Exclude<BotKind, 'aggregator'>;

const kindOf = remembered(USER_AGENTS_KEPT, (userAgent): { readonly kind: ProgramName } => {
  const kind = NAMES.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'none';
  return { kind: kind === 'crawler' && NO_BOT.test(userAgent) ? 'none' : kind };
});

/** What the action's request names itself, where it names a program. A name proves nothing: verified networks and keys come later. */
export const programNamed: Feature<ProgramName> = {
  provenance: 'claimed',
  derive: ({ client, channel }) => {
    // An app's own requests are sent by such a library.
    if (channel !== 'web' && channel !== 'webview') return NOT_APPLICABLE;
    return client.userAgent === '' ? NOT_SAID : kindOf(client.userAgent).kind;
  },
};
