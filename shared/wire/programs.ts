import { z } from 'zod';

/** Programs that a site's operator registered, and how each is told: nothing is built in, and nothing is fetched. */

export const PROGRAM_KINDS = ['crawler', 'aggregator', 'ai-agent'] as const;
export type ProgramKind = (typeof PROGRAM_KINDS)[number];

/** The largest published list (a search engine's whole cloud) has some 1,800; Ed25519 keys are changed one by one. */
export const PROGRAM_NETWORKS_MAX = 2000;
export const PROGRAM_KEYS_MAX = 16;
/** A wider network is a typing error: it would let in whoever asks. */
const WIDEST = { v4: 8, v6: 19 };

/** IPv4 as an IPv6 network spells it, in any spelling: it would be another, wider network. */
const isMapped = (network: string): boolean =>
  network.includes(':') &&
  new URL(`http://[${network.split('/')[0]}]`).hostname.match(/^\[::ffff:[0-9a-f]{1,4}:[0-9a-f]{1,4}\]$/) !== null;

export const networkSchema = z
  .union([z.cidrv4(), z.cidrv6()], { error: 'must be a network such as 192.0.2.0/24 or 2001:db8::/32' })
  .refine(it => Number(it.split('/')[1]) >= (it.includes(':') ? WIDEST.v6 : WIDEST.v4), {
    error: `is wider than /${WIDEST.v4} (IPv4) or /${WIDEST.v6} (IPv6): name smaller ones`,
  })
  .refine(it => !isMapped(it), { error: 'is IPv4 in the form of IPv6: write it as 192.0.2.0/24' });

/** What people's browsers say: no part of it may be a program's name. */
const BROWSERS =
  'mozilla/5.0 (windows nt 10.0; win64; x64; macintosh; intel mac os x; linux; android; iphone; ipad; mobile) applewebkit/537.36 (khtml, like gecko) chrome/ safari/ firefox/ version/ edg/ opr/';

const userAgent = z
  .string()
  .min(3)
  .max(128)
  .refine(it => !BROWSERS.includes(it.toLowerCase()), { error: 'is a part of what people’s browsers say' });

export const fingerprintSchema = z
  .string()
  .regex(/^[0-9A-Fa-f]{64}$/, { error: 'must be a SHA-256 fingerprint: 64 hexadecimal digits' })
  .toLowerCase();

/** RFC 8037. 32 bytes: 43 letters of base64url. Members beyond these (kid, use, alg …) are dropped; a private key is refused. */
export const publicKeySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/, { error: 'must be 32 bytes in base64url' }),
  d: z.never({ error: 'is the private key: keep it to yourself, and give the others alone' }).optional(),
});

export const programSchema = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/, {
      error: 'must be 1 to 64 letters, digits, spaces, dots or dashes',
    }),
    kind: z.enum(PROGRAM_KINDS),
    userAgent: userAgent
      .nullable()
      .default(null)
      .describe(
        'What its requests name themselves (a part of User-Agent). Its networks then count for such requests alone; who says it and is not verified contradicts himself.',
      ),
    networks: z.array(networkSchema).max(PROGRAM_NETWORKS_MAX).default([]),
    certificates: z
      .array(fingerprintSchema)
      .max(PROGRAM_KEYS_MAX)
      .default([])
      .describe('SHA-256 of its client certificates (DER), as the edge that ends its mTLS hands them over.'),
    keys: z
      .array(publicKeySchema)
      .max(PROGRAM_KEYS_MAX)
      .default([])
      .describe('Its Ed25519 keys as JWK, for signed requests (RFC 9421, Web Bot Auth).'),
  })
  .refine(it => it.networks.length + it.certificates.length + it.keys.length > 0, {
    error: 'needs networks, certificates or keys: a name alone proves nothing',
  })
  .refine(it => it.kind !== 'crawler' || it.networks.length === 0 || it.userAgent !== null, {
    path: ['userAgent'],
    error: 'is needed of a crawler that is told by its networks: others come from there too',
  })
  .meta({ id: 'ProgramRequest' });
export type Program = z.output<typeof programSchema>;

export const programViewSchema = z
  .strictObject({
    name: z.string(),
    kind: z.enum(PROGRAM_KINDS),
    userAgent: z.string().nullable(),
    networks: z.array(z.string()),
    certificates: z.array(z.string()),
    keys: z.array(z.strictObject({ kty: z.string(), crv: z.string(), x: z.string() })),
  })
  .meta({ id: 'Program' });
export const programsSchema = z.strictObject({ items: z.array(programViewSchema) }).meta({ id: 'Programs' });
export const programRemovedSchema = z.strictObject({ removed: z.string() }).meta({ id: 'ProgramRemoved' });

/** The lists that search engines publish of where they come from, in the form of googlebot.json. */
export const rangesSchema = z.object({
  prefixes: z
    .array(z.union([z.object({ ipv4Prefix: z.string() }), z.object({ ipv6Prefix: z.string() })]))
    .transform(all => all.map(it => ('ipv4Prefix' in it ? it.ipv4Prefix : it.ipv6Prefix))),
});

/** One JWK, or the file of a key directory (JWKS), of which the Ed25519 keys are taken. */
export const keyFileSchema = z.union([
  z.object({ keys: z.array(z.looseObject({})) }).transform(({ keys }) => keys.filter(it => it['crv'] === 'Ed25519')),
  z.looseObject({ kty: z.string() }).transform(it => [it]),
]);
