import { openEndpoint } from './endpoint.ts';

export const metrics = openEndpoint({
  method: 'get',
  path: '/metrics',
  summary: {
    ja: '件数と応答時間（Prometheus のテキスト形式）',
    en: 'Counters and latencies in the Prometheus text format',
  },
  listener: 'admin',
  lane: 'open',
  problems: [],
  reply: null,
  handle: async ({ gate }) => {
    const { registry } = gate.metrics;
    return { body: await registry.metrics(), type: registry.contentType };
  },
});
