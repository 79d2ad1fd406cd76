import { createHash, createPublicKey } from 'node:crypto';
import { BlockList } from 'node:net';
import type { Program } from '../../shared/wire/programs.ts';
import type { ScreeningRequest } from '../../shared/wire/screening.ts';
import type { ProgramFacts } from '../core/facts.ts';
import type { Site } from '../ports/sites.ts';
import { isListedOrigin } from './origins.ts';
import { readSignature, type SignatureReading, type SignerKey } from './request-signature.ts';

/** Which registered program sends a request, and how that is known. */
export type ProgramReading = {
  readonly verified: { readonly program: Program; readonly by: 'signature' | 'certificate' | 'network' } | null;
  readonly signature: ProgramFacts['signature'];
  /** What of its signature may be spent once; null: it has none that holds. */
  readonly once: string | null;
  /** It says the name of a registered program and is not verified as one. */
  readonly contradicted: boolean;
};

type Matcher = {
  readonly keys: ReadonlyMap<string, SignerKey<Program>>;
  readonly certificates: ReadonlyMap<string, Program>;
  readonly networks: readonly { readonly program: Program; readonly list: BlockList }[];
  readonly named: readonly { readonly program: Program; readonly name: string }[];
};

const NOBODY: ProgramReading = { verified: null, signature: 'none', once: null, contradicted: false };

/** By its signature, else its certificate, else the network that it comes from. @param ip in its one spelling. */
export function readProgram(
  site: Pick<Site, 'origins'>,
  { client }: Pick<ScreeningRequest, 'client'>,
  ip: string,
  now: number,
  programs: readonly Program[],
): ProgramReading {
  if (programs.length === 0) return NOBODY;
  const matcher = matcherOf(programs);
  const userAgent = client.userAgent.toLowerCase();
  const signature = signatureOf(site, client, now, matcher);
  const rest = { signature: signature.state, once: null, contradicted: false };
  if (signature.state === 'verified') {
    return { ...rest, verified: { program: signature.signer, by: 'signature' }, once: signature.once };
  }
  const certified = matcher.certificates.get(client.edge?.clientCertificateSha256 ?? '');
  if (certified !== undefined) return { ...rest, verified: { program: certified, by: 'certificate' } };
  const family = ip.includes(':') ? 'ipv6' : 'ipv4';
  const near = matcher.networks.find(it => says(userAgent, it.program) && it.list.check(ip, family));
  if (near !== undefined) return { ...rest, verified: { program: near.program, by: 'network' } };
  return { ...rest, verified: null, contradicted: matcher.named.some(it => userAgent.includes(it.name)) };
}

const says = (userAgent: string, { userAgent: name }: Program): boolean =>
  name === null || userAgent.includes(name.toLowerCase());

function signatureOf(
  site: Pick<Site, 'origins'>,
  { request, headers }: ScreeningRequest['client'],
  now: number,
  { keys }: Matcher,
): SignatureReading<Program> {
  if (keys.size === 0 || request === undefined || headers === undefined) return { state: 'none' };
  return readSignature(
    { ...request, headers },
    { now, isOwnOrigin: origin => isListedOrigin(site, origin), keyOf: keyId => keys.get(keyId) ?? null },
  );
}

/** Made once for each list of programs, which is the same until something changes. */
const MATCHERS = new WeakMap<readonly Program[], Matcher>();

function matcherOf(programs: readonly Program[]): Matcher {
  const known = MATCHERS.get(programs);
  if (known !== undefined) return known;
  const made: Matcher = {
    keys: new Map(programs.flatMap(program => program.keys.map(it => [thumbprintOf(it), signerKey(program, it)]))),
    certificates: new Map(programs.flatMap(program => program.certificates.map(it => [it, program]))),
    networks: programs
      .filter(it => it.networks.length > 0)
      .map(program => ({ program, list: listOf(program.networks) })),
    named: programs.flatMap(program =>
      program.userAgent === null ? [] : [{ program, name: program.userAgent.toLowerCase() }],
    ),
  };
  MATCHERS.set(programs, made);
  return made;
}

type PublicKey = Program['keys'][number];

const signerKey = (program: Program, { kty, crv, x }: PublicKey): SignerKey<Program> => ({
  signer: program,
  key: createPublicKey({ key: { kty, crv, x }, format: 'jwk' }),
  tagged: program.kind !== 'aggregator',
});

/** RFC 7638 with RFC 8037: the members in this order, nothing between. */
export const thumbprintOf = ({ kty, crv, x }: PublicKey): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
