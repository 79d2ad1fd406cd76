import { openEndpoint } from './endpoint.ts';

export const metrics = openEndpoint({
  method: 'get',
  path: '/metrics',
  summary: 'Counters and latencies in the Prometheus text format',
  listener: 'admin',
  lane: 'open',
  problems: [],
  reply: null,
  handle: async ({ gate }) => {
    const { registry } = gate.metrics;
    return { body: await registry.metrics(), type: registry.contentType };
  },
});
