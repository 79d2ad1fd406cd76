import { type Finding, good, odd, wrong } from './finding.ts';
import type { AgentTag, Seen } from './visit-page.ts';

/** Does the page's Content-Security-Policy let the agent run and speak? https://www.w3.org/TR/CSP3/ */
export function lookAtPolicy(page: Seen, tag: AgentTag): readonly Finding[] {
  const policies = (page.headers.get('content-security-policy') ?? '').split(',').filter(it => it.trim() !== '');
  const inPage = /<meta[^>]+http-equiv=["']?content-security-policy["']?[^>]+content="([^"]+)"/i.exec(page.text)?.[1];
  if (inPage !== undefined) policies.push(inPage);
  if (policies.length === 0) return [good('Content-Security-Policy', 'the page has none')];
  return policies.flatMap(policy => [
    ruled(policy, ['script-src-elem', 'script-src'], tag.src, page.url, 'script-src'),
    ruled(policy, ['connect-src'], tag.endpoint, page.url, 'connect-src'),
  ]);
}

function ruled(policy: string, names: readonly string[], asked: URL, page: URL, shown: string): Finding {
  const rules = new Map(
    policy.split(';').map(it => {
      const [name = '', ...sources] = it.trim().split(/\s+/);
      return [name.toLowerCase(), sources] as const;
    }),
  );
  const name = [...names, 'default-src'].find(it => rules.has(it));
  const what = `Content-Security-Policy, ${shown}`;
  if (name === undefined) return good(what, 'not restricted');
  const sources = rules.get(name) ?? [];
  if (sources.some(it => allows(it, asked, page))) return good(what, `${name} lets ${asked.origin} through`);
  const dynamic = sources.some(it => /^'(nonce-|sha\d+-|strict-dynamic)/.test(it));
  const mend = `Add ${asked.origin === page.origin ? "'self'" : asked.origin} to ${name}.`;
  return dynamic && shown === 'script-src'
    ? odd(
        what,
        `${name} goes by nonce or hash`,
        `See in the browser that the agent's tag carries the nonce; or: ${mend}`,
      )
    : wrong(what, `${name} keeps ${asked.href} out`, mend);
}

function allows(source: string, asked: URL, page: URL): boolean {
  if (source === '*') return true;
  if (source === "'self'") return asked.origin === page.origin;
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return asked.protocol === source.toLowerCase();
  const [, scheme, host = '', port, path = ''] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?(\/.*)?$/i.exec(source) ?? [];
  if (host === '' || host.startsWith("'")) return false;
  if (scheme !== undefined && `${scheme.toLowerCase()}:` !== asked.protocol) return false;
  const wild = host.startsWith('*.');
  if (wild ? !asked.hostname.endsWith(host.slice(1)) : asked.hostname !== host.toLowerCase()) return false;
  const default_ = scheme === undefined ? page.port : '';
  if (port !== '*' && (port ?? default_) !== asked.port) return false;
  return path === '' || (path.endsWith('/') ? asked.pathname.startsWith(path) : asked.pathname === path);
}
