import type { TestServer } from '../test/support/server.ts';

/** What a gate says of itself at /metrics, by the metric's name: the sum over its labels. */
export type GateMetrics = (name: string) => number;

export async function readGateMetrics({ url, adminUrl }: TestServer): Promise<GateMetrics> {
  const text = await (await fetch(`${adminUrl ?? url}/metrics`)).text();
  return name => {
    const lines = text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'));
    return lines.reduce((sum, [, value]) => sum + Number(value), 0);
  };
}
