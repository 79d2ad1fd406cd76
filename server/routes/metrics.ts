import { openEndpoint } from './endpoint.ts';

export const metrics = openEndpoint({
  method: 'get',
  path: '/metrics',
  summary: {
    ja: 'この機械のすべてのプロセスの件数と応答時間（Prometheus のテキスト形式）',
    en: 'Counters and latencies of all processes of this machine, in the Prometheus text format',
  },
  listener: 'admin',
  lane: 'open',
  problems: ['busy'],
  reply: null,
  handle: async ({ gate }) => {
    return { body: await gate.sumOfMetrics(), type: gate.metrics.registry.contentType };
  },
});
