import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { CARRIER_COOKIE, PROOF_CONTEXT, PROOF_HEADER, WIRE_VERSION } from '../../../shared/constants.ts';
import { signedText } from '../../flows/device-proof.ts';
import { type Finding, good, odd, wrong } from './finding.ts';
import { type AgentTag, type Seen, visit } from './visit-page.ts';

const PATH_RULE = 'See the proxy rules in docs/OPERATING.md: agent files, v1/nonce and v1/collect, and nothing else.';

/** Nonce, collect and its cookie, as a browser on the page would use them; one report is stored, and gone within a day. */
export async function lookAtEndpoints(page: Seen, tag: AgentTag): Promise<readonly Finding[]> {
  const { origin } = page.url;
  const from = tag.endpoint.origin === origin ? 'same-origin' : 'cross-site';
  const headers = { origin, 'sec-fetch-site': from };
  const ask = (path: string, init: RequestInit = {}): Promise<Seen> =>
    visit(new URL(`v1/${path}?site=${encodeURIComponent(tag.siteKey)}`, tag.endpoint), {
      ...init,
      headers: { ...headers, ...Object.fromEntries(new Headers(init.headers)) },
    });
  const nonces = [await ask('nonce'), await ask('nonce')];
  const given = nonces.map(it => textOf(it, 'nonce'));
  const [first, second] = given;
  if (nonces[0] === undefined || first === null || first === undefined) return [refused('v1/nonce', nonces[0])];
  const findings: Finding[] = [good('v1/nonce', 'answers')];
  findings.push(
    first === second
      ? wrong(
          'caching of v1/nonce',
          'two calls got the same nonce',
          'Something before the gate keeps it: exempt these paths from caching.',
        )
      : good('caching of v1/nonce', 'each call gets its own'),
  );
  const known = await post(ask, tag, origin, first);
  if (known.status !== 200) return [...findings, refused('v1/collect', known)];
  findings.push(good('v1/collect', 'takes a report'), ...cookieFindings(known, from));
  findings.push(
    textOf(known, 'counter') === null
      ? wrong('the device key', 'its proof did not reach the gate', `Let the header ${PROOF_HEADER} through.`)
      : good('the device key', 'is proved'),
  );
  if (second !== null && second !== undefined && second !== first) {
    const other = await post(ask, tag, origin, second);
    findings.push(...apart(known, other));
  }
  findings.push(
    ...(from === 'same-origin' ? [] : crossOrigin(await preflight(tag, origin), origin)),
    await backend(tag),
  );
  return findings;
}

type Ask = (path: string, init?: RequestInit) => Promise<Seen>;

/** A new browser's report, signed with a key of its own. */
function post(ask: Ask, tag: AgentTag, origin: string, nonce: string): Promise<Seen> {
  const session = tag.session ?? '';
  const body = JSON.stringify({
    v: WIRE_VERSION,
    nonce,
    ...(session === '' ? {} : { session }),
    signals: {},
    streams: {},
  });
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const digest = createHash('sha256').update(body).digest('base64url');
  const said = Buffer.from(signedText([PROOF_CONTEXT, tag.siteKey, origin, nonce, session, '-', digest]));
  const signature = sign('sha256', said, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-65);
  return ask('collect', {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      [PROOF_HEADER]: [point.toString('base64url'), '-', signature.toString('base64url')].join('.'),
    },
  });
}

function refused(what: string, seen: Seen | undefined): Finding {
  const code = seen === undefined ? null : textOf(seen, 'code');
  const found = `answers ${seen?.status ?? 'nothing'}${code === null ? '' : `, ${code}`}`;
  const mends: Readonly<Record<string, string>> = {
    'site-unknown': 'The tag’s data-site-key is none of this gate: npm run sites shows them.',
    'origin-not-listed':
      'Add the page’s origin: npm run sites -- origins NAME --origin https://… (it replaces the list).',
    'agent-off': 'The kill switch is thrown: npm run sites -- agent NAME on.',
    'agent-too-old':
      'Something before the gate keeps an old agent.js: purge it, and let the gate say how long it is kept.',
    'agent-too-new': 'The page loads the agent of a newer gate: load it from this one.',
    busy: 'The gate is too busy to answer: look at its metrics.',
  };
  return wrong(what, found, mends[code ?? ''] ?? PATH_RULE);
}

function cookieFindings({ cookies, headers }: Seen, from: string): readonly Finding[] {
  const what = 'the cookie';
  const set = cookies.find(it => it.startsWith(`${CARRIER_COOKIE}=`));
  if (set === undefined) {
    return [
      wrong(
        what,
        'is not set by collect',
        `Let Set-Cookie through on v1/collect, and do not rename ${CARRIER_COOKIE}.`,
      ),
    ];
  }
  const wanted = ['Secure', 'HttpOnly', 'Path=/', from === 'same-origin' ? 'SameSite=Lax' : 'SameSite=None'];
  const parts = set.split(';').map(it => it.trim().toLowerCase());
  const lost = wanted.filter(it => !parts.includes(it.toLowerCase()));
  const store = headers.get('cache-control') ?? '';
  return [
    lost.length === 0
      ? good(what, from === 'same-origin' ? 'is set, first-party' : 'is set, partitioned by site')
      : wrong(
          what,
          `comes without ${lost.join(', ')}`,
          'Something before the gate rewrites Set-Cookie: leave it as it is.',
        ),
    store.includes('no-store')
      ? good('caching of v1/collect', store)
      : wrong(
          'caching of v1/collect',
          store || 'not said',
          'Leave the gate’s Cache-Control as it is: a kept Set-Cookie makes many people one device.',
        ),
  ];
}

/** A CDN that keeps Set-Cookie makes thousands of browsers one device. */
function apart(a: Seen, b: Seen): readonly Finding[] {
  const of = (it: Seen): string =>
    (it.cookies.find(text => text.startsWith(`${CARRIER_COOKIE}=`)) ?? '').split(';', 1)[0] ?? '';
  if (b.status !== 200) return [refused('v1/collect, a second time', b)];
  return of(a) !== '' && of(a) === of(b)
    ? [
        wrong(
          'the cookie',
          'two browsers get the same one',
          'Something before the gate keeps answers to POST: exempt v1/collect.',
        ),
      ]
    : [good('the cookie', 'each browser gets its own')];
}

const preflight = (tag: AgentTag, origin: string): Promise<Seen> =>
  visit(new URL(`v1/collect?site=${encodeURIComponent(tag.siteKey)}`, tag.endpoint), {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': `content-type,${PROOF_HEADER}`,
    },
  });

function crossOrigin({ status, headers }: Seen, origin: string): readonly Finding[] {
  const allowed = (headers.get('access-control-allow-headers') ?? '').toLowerCase();
  const fits =
    status < 300 &&
    headers.get('access-control-allow-origin') === origin &&
    headers.get('access-control-allow-credentials') === 'true' &&
    ['content-type', PROOF_HEADER].every(it => allowed.includes(it));
  return [
    fits
      ? good('CORS', `lets ${origin} in`)
      : wrong(
          'CORS',
          `the preflight answers ${status} and does not let ${origin} in`,
          'Hand OPTIONS on to the gate, and leave its Access-Control-… headers as they are.',
        ),
  ];
}

/** What backends call has no business on the public path: keys alone stand before it there. */
async function backend(tag: AgentTag): Promise<Finding> {
  const seen = await visit(new URL('v1/screenings', tag.endpoint), { method: 'POST', body: '{}' });
  return textOf(seen, 'code') === 'key-missing'
    ? odd('what backends call', 'is within reach of everybody', PATH_RULE)
    : good('what backends call', 'is not on this path');
}

function textOf(seen: Seen, name: string): string | null {
  try {
    const body: unknown = JSON.parse(seen.text);
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : null;
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
