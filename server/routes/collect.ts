import { collectReplySchema, reportSchema } from '../../shared/wire/report.ts';
import { AGENT_PROBLEMS, BODY_PROBLEMS } from '../errors.ts';
import { collect as collectReport } from '../flows/collect.ts';
import { LIMITS } from '../limits.ts';
import { browserEndpoint } from './endpoint.ts';

export const collect = browserEndpoint({
  method: 'post',
  path: '/v1/collect',
  summary: {
    ja: '1回のページ表示の報告を受け取り、トークンを返します。知らないシグナルは捨てて、数だけ数えます',
    en: 'Takes one page view’s report and answers its token; unknown signals are dropped and counted',
  },
  listener: 'main',
  lane: 'collect',
  problems: [
    ...AGENT_PROBLEMS,
    ...BODY_PROBLEMS,
    'nonce-forged',
    'nonce-other-site',
    'nonce-expired',
    'nonce-used',
    'busy',
    'state-away',
  ],
  body: { schema: reportSchema, bytesMax: LIMITS.collectBodyBytesMax },
  reply: collectReplySchema,
  handle: async ({ gate, site, body, seen }) => {
    const { origin, userAgent, address, carrierCookie, gpc } = seen;
    const collected = await collectReport(gate.ports, site, body, {
      origin,
      userAgent,
      address,
      carrierCookie,
      gpc,
      proof: seen.proof,
      bodyDigest: seen.bodyDigest,
    });
    gate.metrics.reportBytes.observe(seen.bodyBytes);
    gate.metrics.signalsDropped.inc(collected.dropped);
    const { token, expiresInMs, counter, carrierCookie: cookie } = collected;
    return { body: { token, expiresInMs, ...(counter === undefined ? {} : { counter }) }, carrierCookie: cookie };
  },
});
