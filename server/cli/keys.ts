import { SCOPES, type Scope } from '../../shared/wire/judgement.ts';
import { addApiKey, DEMO_SITE } from '../flows/manage-sites.ts';
import { readArguments, stop, withStore } from './open.ts';

const USAGE = `npm run keys -- NAME --scope screen,outcome    a key for the site's backend (scopes: ${SCOPES.join(', ')})`;

const { positionals, values } = readArguments(USAGE, {
  allowPositionals: true,
  options: { scope: { type: 'string' } },
});
const [name] = positionals;

function scopes(): readonly Scope[] {
  const asked = String(values.scope ?? '')
    .split(',')
    .map(it => it.trim());
  const known = SCOPES.filter(it => asked.includes(it));
  if (known.length === 0 || known.length !== new Set(asked).size) stop(USAGE);
  return known;
}

await withStore(async store => {
  const wanted = scopes();
  const site = name === undefined || name === DEMO_SITE ? null : await store.sites.byName(name);
  if (site === null) stop(`There is no site ${name ?? '(no name given)'} to make a key for.\n\n${USAGE}`);
  console.log(await addApiKey(store, site, wanted));
  process.stderr.write(`Shown once: keep it where ${site.name}'s backend finds it. It may ${wanted.join(', ')}.\n`);
});
