import { SCOPES, type Scope } from '../../shared/wire/judgement.ts';
import { addApiKey, DEMO_SITE } from '../flows/manage-sites.ts';
import type { OpenSites } from '../open-store.ts';
import type { Site } from '../ports/sites.ts';
import { readArguments, stop, withSites } from './open.ts';

const USAGE = `npm run keys -- NAME --scope screen,outcome    a key for the site's backend (scopes: ${SCOPES.join(', ')})
npm run keys -- list NAME                      the site's keys: reference, scopes, when it was made
npm run keys -- revoke NAME REFERENCE          from then on it is refused`;

const { positionals, values } = readArguments(USAGE, {
  allowPositionals: true,
  options: { scope: { type: 'string' } },
});

function scopes(): readonly Scope[] {
  const asked = String(values.scope ?? '')
    .split(',')
    .map(it => it.trim());
  const known = SCOPES.filter(it => asked.includes(it));
  if (known.length === 0 || known.length !== new Set(asked).size) stop(USAGE);
  return known;
}

async function siteNamed({ sites }: OpenSites, name: string | undefined): Promise<Site> {
  const site = name === undefined || name === DEMO_SITE ? null : await sites.byName(name);
  return site ?? stop(`There is no site ${name ?? '(no name given)'} that has keys of its own.\n\n${USAGE}`);
}

async function make(opened: OpenSites, name: string | undefined): Promise<void> {
  const wanted = scopes();
  const site = await siteNamed(opened, name);
  console.log(await addApiKey(opened, site, wanted));
  process.stderr.write(`Shown once: keep it where ${site.name}'s backend finds it. It may ${wanted.join(', ')}.\n`);
}

async function list(opened: OpenSites, name: string | undefined): Promise<void> {
  const site = await siteNamed(opened, name);
  const keys = await opened.sites.apiKeys(site.id);
  for (const { reference, key, createdAt } of keys) {
    console.log(`${reference}  ${new Date(createdAt).toISOString()}  ${key.scopes.join(',')}`);
  }
  if (keys.length === 0) process.stderr.write(`${site.name} has no key yet.\n`);
}

async function revoke(opened: OpenSites, name: string | undefined, reference: string | undefined): Promise<void> {
  const site = await siteNamed(opened, name);
  if (reference === undefined) stop(`Name the key by its reference, as the list shows it.\n\n${USAGE}`);
  if (!(await opened.sites.removeApiKey(site.id, reference))) {
    stop(`${site.name} has no key ${reference}: npm run keys -- list ${site.name} shows those there are.`);
  }
  process.stderr.write('Revoked: within a second it is refused everywhere.\n');
}

const [command, name, ...rest] = positionals;
// A site may be called list: then it is named alone.
const isCommand = positionals.length > 1;

await withSites(false, async opened => {
  if (!isCommand) await make(opened, command);
  else if (command === 'list' && rest.length === 0) await list(opened, name);
  else if (command === 'revoke' && rest.length <= 1) await revoke(opened, name, rest[0]);
  else stop(USAGE);
});
