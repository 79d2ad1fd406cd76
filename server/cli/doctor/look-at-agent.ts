import { createHash } from 'node:crypto';
import { type Finding, good, odd, wrong } from './finding.ts';
import type { AgentTag, Seen } from './visit-page.ts';

const HASHED = /\/agent-[0-9a-f]{16}\.js$/;
const DAY_S = 24 * 60 * 60;
const BLOCKED_WORDS = /fingerprint|tracker|analytics|botd?\b/i;

export function lookAtAgent(page: Seen, tag: AgentTag, script: Seen): readonly Finding[] {
  return [...fromWhere(page, tag), itself(script), kept(tag, script), ...held(tag, script)];
}

/** What the agent loads when the page is idle; null: this is no agent that does. */
export function secondScript({ src }: AgentTag, { text }: Seen): URL | null {
  const file = /agent-more-[0-9a-f]{16}\.js/.exec(text)?.[0];
  return file === undefined ? null : new URL(file, src);
}

export function lookAtSecond({ status, url }: Seen): Finding {
  return status === 200
    ? good('the second script', url.pathname)
    : wrong(
        'the second script',
        `answers ${status}`,
        'Hand on agent-more-HASH.js, too: the path rule is for a folder.',
      );
}

function fromWhere(page: Seen, { src }: AgentTag): readonly Finding[] {
  const what = 'the agent’s address';
  const findings =
    src.origin === page.url.origin
      ? [good(what, `${src.href}, of the page's own origin`)]
      : [
          odd(
            what,
            `${src.href}, of another origin than the page`,
            'Hand the path on from your own site: its cookie is then first-party, and blockers let it through.',
          ),
        ];
  return BLOCKED_WORDS.test(src.pathname)
    ? [...findings, odd(what, `its path names what it is`, 'Blocking lists go by such words: choose a neutral path.')]
    : findings;
}

function itself({ status, headers, text }: Seen): Finding {
  const type = headers.get('content-type') ?? 'no type';
  if (status !== 200 || !/javascript/.test(type) || !text.includes('sekisho')) {
    return wrong(
      'the agent',
      `answers ${status}, ${type}`,
      'The path rule does not lead to the gate: see docs/OPERATING.md.',
    );
  }
  return good('the agent', `${text.length} bytes`);
}

/** The file without a hash changes with each release; the one with it never does. */
function kept({ src }: AgentTag, { headers }: Seen): Finding {
  const control = headers.get('cache-control') ?? '';
  const seconds = Number(/max-age=(\d+)/.exec(control)?.[1] ?? 0);
  if (HASHED.test(src.pathname)) return good('caching of the agent', control || 'not said');
  return seconds > DAY_S
    ? odd(
        'caching of the agent',
        control,
        'Something before the gate keeps it for longer than the gate says (5 minutes): updates and the kill switch come late.',
      )
    : good('caching of the agent', control || 'not said');
}

function held({ src, integrity }: AgentTag, { bytes }: Seen): readonly Finding[] {
  if (integrity === null) return [];
  const what = 'integrity';
  if (!HASHED.test(src.pathname)) {
    return [
      wrong(
        what,
        'on agent.js, which changes with each release',
        'Take the attribute away, or name agent-HASH.js (npm run build prints both).',
      ),
    ];
  }
  const matches = integrity.split(/\s+/).some(it => {
    const [algorithm = '', digest] = it.split('-', 2);
    return (
      ['sha256', 'sha384', 'sha512'].includes(algorithm) &&
      createHash(algorithm).update(bytes).digest('base64') === digest
    );
  });
  return [
    matches
      ? good(what, 'fits')
      : wrong(
          what,
          'does not fit the file: browsers refuse it',
          'Take both from npm run build of the gate that serves it.',
        ),
  ];
}
