import { type Finding, good, odd, wrong } from './finding.ts';
import { lookAtAddresses } from './look-at-addresses.ts';
import { lookAtAgent, lookAtSecond, secondScript } from './look-at-agent.ts';
import { lookAtEndpoints } from './look-at-endpoints.ts';
import { lookAtPolicy } from './look-at-policy.ts';
import { agentTag, type Seen, visit } from './visit-page.ts';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * How a site has the agent installed, looked at from outside as a browser would.
 * @param gate the gate's own address, where its metrics are within reach; null: what needs them is left out.
 * Rejects where the page cannot be reached.
 */
export async function examine(address: URL, gate: URL | null): Promise<readonly Finding[]> {
  const page = await visit(address, { headers: { accept: 'text/html' } });
  if (page.status !== 200) return [wrong('the page', `answers ${page.status}`, 'Name a page that carries the agent.')];
  const findings: Finding[] = [good('the page', page.url.href), secure(page)];
  const tag = agentTag(page);
  if (tag === null) {
    const mend =
      'Add <script src="/PATH/agent.js" data-site-key="pk_…" defer></script>; a tag that a script adds later is not seen from here.';
    return [...findings, wrong('the script tag', 'no <script> with data-site-key is in the page', mend)];
  }
  findings.push(good('the script tag', tag.siteKey), ...lookAtPolicy(page, tag));
  const agent = await visit(tag.src);
  findings.push(...lookAtAgent(page, tag, agent));
  const second = secondScript(tag, agent);
  if (second !== null) findings.push(lookAtSecond(await visit(second)));
  findings.push(...(await lookAtEndpoints(page, tag)));
  if (gate !== null) findings.push(await lookAtAddresses(tag, gate));
  return findings;
}

function secure({ url }: Seen): Finding {
  if (url.protocol === 'https:') return good('https', 'yes');
  return LOOPBACK.test(url.hostname)
    ? good('https', 'no, and on this machine it need not')
    : odd('https', 'no', 'Without it browsers keep neither the cookie nor a device key: serve the page over https.');
}
