import { type Finding, good, wrong } from './finding.ts';
import { type AgentTag, visit } from './visit-page.ts';

const IGNORED = /^sekisho_forwarded_ignored_total (\d+)/m;

/** Does the gate believe the proxy's word on who asks? It counts each entry of X-Forwarded-For that no trusted proxy vouched for. */
export async function lookAtAddresses(tag: AgentTag, gate: URL): Promise<Finding> {
  const what = 'addresses of visitors';
  const before = await ignored(gate);
  await visit(new URL(`v1/nonce?site=${encodeURIComponent(tag.siteKey)}`, tag.endpoint));
  const after = await ignored(gate);
  if (before === null || after === null) {
    return wrong(
      what,
      `${gate.href}metrics does not answer`,
      'Name the listener that has /metrics: --gate http://HOST:SEKISHO_ADMIN_PORT.',
    );
  }
  return after > before
    ? wrong(
        what,
        'the gate does not trust the proxy that hands requests on',
        'Set SEKISHO_TRUST_PROXY to the number of proxies, or their addresses: all visitors have the proxy’s address now.',
      )
    : good(what, 'nothing that a proxy says is thrown away');
}

async function ignored(gate: URL): Promise<number | null> {
  const { status, text } = await visit(new URL('metrics', gate));
  const count = IGNORED.exec(text)?.[1];
  return status === 200 && count !== undefined ? Number(count) : null;
}
