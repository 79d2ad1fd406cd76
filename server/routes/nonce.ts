import { NONCE_LIFE_MS } from '../../shared/constants.ts';
import { nonceReplySchema } from '../../shared/wire/report.ts';
import { AGENT_PROBLEMS } from '../errors.ts';
import { fingerprintLevel } from '../flows/fingerprint-level.ts';
import { probeSeed } from '../flows/probe-seed.ts';
import { networkOf } from '../flows/references.ts';
import { writeNonce } from '../flows/seals.ts';
import { workBitsFor } from '../flows/work-bits.ts';
import { browserEndpoint } from './endpoint.ts';

export const nonce = browserEndpoint({
  method: 'get',
  path: '/v1/nonce',
  summary: {
    ja: '1件の報告に使う、使い捨ての値（nonce）を渡します。10分間、1回だけ有効です',
    en: 'A nonce for one report: random and time under a MAC, good for 10 minutes and one use',
  },
  listener: 'main',
  lane: 'collect',
  problems: [...AGENT_PROBLEMS, 'busy'],
  reply: nonceReplySchema,
  handle: async ({ gate, site, seen }) => {
    const { keys, clock, random } = gate.ports;
    const now = clock.now();
    const asks = site.workBits === 0 ? 0 : gate.recentAsks.count(networkOf(seen.address), now);
    const workBits = site.workBits === 0 ? 0 : workBitsFor(site.workBits, asks);
    const body = {
      nonce: writeNonce(keys, site.id, now, random.hex(16), workBits),
      expiresInMs: NONCE_LIFE_MS,
      fingerprint: fingerprintLevel(site, seen.gpc),
      seed: probeSeed(keys, site.id),
    };
    return { body: workBits === 0 ? body : { ...body, workBits } };
  },
});
