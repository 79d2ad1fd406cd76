import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { installPackages } from './install-packages.ts';

export type PeerName = 'FingerprintJS' | 'BotD' | 'both';
export type PeerBundle = { readonly name: PeerName; readonly label: string; readonly script: string };

type Package = { readonly module: string; readonly call: 'get' | 'detect' };
const FINGERPRINT: Package = { module: '@fingerprintjs/fingerprintjs', call: 'get' };
const BOTD: Package = { module: '@fingerprintjs/botd', call: 'detect' };
const PEERS: readonly (readonly [PeerName, readonly Package[]])[] = [
  ['FingerprintJS', [FINGERPRINT]],
  ['BotD', [BOTD]],
  ['both', [FINGERPRINT, BOTD]],
];

/** Each peer as a page would bundle it: it runs at once, and says on `window.resultReadyMs` when its result was there. */
export async function peerBundles(): Promise<PeerBundle[]> {
  installPackages();
  return Promise.all(
    PEERS.map(async ([name, packages]) => ({
      name,
      label: name === 'both' ? name : packages.map(it => `${name} ${versionOf(it)}`).join(),
      script: await bundle(packages),
    })),
  );
}

async function bundle(packages: readonly Package[]): Promise<string> {
  const imports = packages.map(({ module }, i) => `import { load as load${i} } from '${module}';`);
  // Their statistics ping is off: nothing leaves this machine.
  const runs = packages.map(({ call }, i) => `load${i}({ monitoring: false }).then(it => it.${call}())`);
  const contents = `${imports.join('')}Promise.all([${runs.join()}]).then(() => { window.resultReadyMs = performance.now() })`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    target: 'es2020',
    format: 'iife',
    legalComments: 'none',
  });
  return outputFiles[0]?.text ?? '';
}

function versionOf({ module }: Package): string {
  const file = path.join(import.meta.dirname, 'node_modules', module, 'package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
