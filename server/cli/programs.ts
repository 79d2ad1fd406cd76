import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { keyFileSchema, type Program, programSchema, rangesSchema } from '../../shared/wire/programs.ts';
import { PROBLEMS, ProblemError } from '../errors.ts';
import { putProgram } from '../flows/manage-programs.ts';
import type { OpenSites } from '../open-store.ts';
import type { Site } from '../ports/sites.ts';
import { readArguments, stop, withSites } from './open.ts';

const USAGE = `npm run programs -- list SITE                         what the site registered
npm run programs -- add SITE NAME --kind crawler|aggregator|ai-agent …   replaces one of the same name
    --cidr 192.0.2.0/24 […]          networks that it comes from
    --ranges FILE.json […]           the same, from a list as search engines publish (googlebot.json)
    --certificate SHA256|FILE.pem […] its client certificate, where your edge ends mTLS
    --key FILE.jwk […]               its Ed25519 key (JWK or JWKS), for signed requests
    --user-agent TEXT                what its requests name themselves; of a crawler its NAME unless told
npm run programs -- remove SITE NAME`;

const many = { type: 'string', multiple: true } as const;
const { positionals, values } = readArguments(USAGE, {
  allowPositionals: true,
  options: {
    kind: { type: 'string' },
    'user-agent': { type: 'string' },
    cidr: many,
    ranges: many,
    certificate: many,
    key: many,
  },
});
const [command, siteName, name, ...more] = positionals;

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return stop(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : ''}`);
  }
}

function rangesIn(file: string): readonly string[] {
  const read = rangesSchema.safeParse(readJson(file));
  return read.success ? read.data.prefixes : stop(`${file} has no list of "prefixes" with ipv4Prefix or ipv6Prefix.`);
}

function keysIn(file: string): readonly unknown[] {
  const read = keyFileSchema.safeParse(readJson(file));
  if (!read.success || read.data.length === 0) return stop(`${file} is no Ed25519 key: give a JWK or a JWKS.`);
  return read.data;
}

/** As OpenSSL prints it, with colons, or the certificate itself. */
function fingerprintOf(given: string): string {
  const isFile = existsSync(given);
  let text = given;
  try {
    if (isFile) text = new X509Certificate(readFileSync(given)).fingerprint256;
  } catch {
    stop(`${given} is no certificate in PEM or DER.`);
  }
  return text.replaceAll(':', '');
}

function asked(): Program {
  const networks = [...texts('cidr'), ...texts('ranges').flatMap(rangesIn)];
  const read = programSchema.safeParse({
    name,
    kind: values.kind,
    userAgent: values['user-agent'] ?? (values.kind === 'crawler' ? name : null),
    networks: [...new Set(networks)],
    certificates: texts('certificate').map(fingerprintOf),
    keys: texts('key').flatMap(keysIn),
  });
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `  ${[...path, ''].join(' ')}${message}`);
  return stop(`This is no program that can be registered:\n${problems.join('\n')}\n\n${USAGE}`);
}

const texts = (option: 'cidr' | 'ranges' | 'certificate' | 'key'): readonly string[] =>
  (values[option] ?? []).map(String);

async function siteNamed({ sites }: OpenSites): Promise<Site> {
  const site = siteName === undefined ? null : await sites.byName(siteName);
  return site ?? stop(`There is no site ${siteName ?? '(no name given)'}. npm run sites shows those there are.`);
}

function show({ name: own, kind, userAgent, networks, certificates, keys }: Program): void {
  const named = userAgent === null ? '' : `  names itself ${userAgent}`;
  const by = { networks, certificates, keys };
  const counts = Object.entries(by).flatMap(([what, { length }]) => (length === 0 ? [] : [`${length} ${what}`]));
  console.log(`${own}  ${kind}  ${counts.join(', ')}${named}`);
}

async function add(opened: OpenSites): Promise<void> {
  const program = asked();
  try {
    show(await putProgram(opened, await siteNamed(opened), program));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    stop(PROBLEMS[error.code].title);
  }
}

async function remove(opened: OpenSites): Promise<void> {
  const site = await siteNamed(opened);
  if (!(await opened.sites.removeProgram(site.id, name ?? ''))) {
    stop(`${site.name} has no program ${name}: npm run programs -- list ${site.name} shows those there are.`);
  }
  process.stderr.write('Removed: within a second it is a stranger everywhere.\n');
}

async function list(opened: OpenSites): Promise<void> {
  const site = await siteNamed(opened);
  const programs = await opened.sites.programs(site.id);
  programs.forEach(show);
  if (programs.length === 0) process.stderr.write(`${site.name} has registered no program yet.\n`);
}

await withSites(false, async opened => {
  if (command === 'list' && name === undefined) await list(opened);
  else if (command === 'add' && name !== undefined && more.length === 0) await add(opened);
  else if (command === 'remove' && name !== undefined && more.length === 0) await remove(opened);
  else stop(USAGE);
});
