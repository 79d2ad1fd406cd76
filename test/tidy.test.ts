import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { behavior } from '../client/behavior/index.ts';
import { moreSignals } from '../client/more-signals/index.ts';
import { signals } from '../client/signals/index.ts';
import { DETECTORS } from '../server/core/detectors/index.ts';
import { FEATURES } from '../server/core/features/index.ts';
import { ENDPOINTS } from '../server/routes/index.ts';
import { functionsOf, sourceFiles } from './tidy/source-files.ts';

/** The architecture, executable: DESIGN's import rules and STYLE's limits, checked on every file. */
const files = sourceFiles();
const under = (...folders: string[]) => files.filter(({ path }) => folders.some(it => path.startsWith(it)));

/** What each place may import, besides itself. Node's own modules are free everywhere but in core, shared and client. */
const MAY_IMPORT: readonly [place: string, allowed: readonly string[]][] = [
  ['shared/', ['zod']],
  ['client/', ['shared/', '@fingerprintjs/fingerprintjs']],
  ['server/core/', ['shared/', 'zod', 'ua-parser-js', 'countries-and-timezones']],
  ['server/ports/', ['shared/', 'server/core/']],
  [
    'server/flows/',
    [
      'server/core/',
      'server/ports/',
      'shared/',
      'server/errors.ts',
      'server/limits.ts',
      'structured-headers',
      'quick-lru',
    ],
  ],
  [
    'server/adapters/',
    [
      'server/ports/',
      'server/core/subjects/',
      'server/core/lists/',
      'server/core/networks/',
      'server/core/token-use.ts',
      'shared/',
      'server/errors.ts',
      'server/limits.ts',
      '@redis/client',
      'kysely',
      'pg',
      'zod',
    ],
  ],
  [
    'server/routes/',
    [
      'server/flows/',
      'shared/',
      'server/errors.ts',
      'server/limits.ts',
      'zod',
      'server/gate.ts',
      'server/ports/sites.ts',
      'server/middleware/admission.ts',
    ],
  ],
  ['server/cli/', ['server/', 'shared/']],
  ['server/', ['server/', 'shared/', 'demo/router.ts', 'sdk/', 'zod', 'express', 'helmet', 'pino', 'prom-client']],
  ['sdk/', ['shared/']],
  ['demo/', ['sdk/', 'express']],
  ['examples/', ['sdk/', 'express']],
];

/** Places whose imports from another are of types alone: nothing of it runs there. */
const TYPES_ONLY: readonly [place: string, from: string][] = [
  ['client/', 'shared/wire/'],
  ['sdk/', 'shared/wire/'],
  ['server/ports/', 'server/core/'],
  ['server/routes/', 'server/gate.ts'],
  ['server/routes/', 'server/ports/'],
  ['server/routes/', 'server/middleware/'],
];

const target = (path: string, specifier: string): string =>
  specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : specifier;

describe('tidy', () => {
  it('lets each part of the tree import only what it may', () => {
    const wrong: string[] = [];
    for (const { path, imports } of files) {
      const rule = MAY_IMPORT.find(([place]) => path.startsWith(place));
      if (rule === undefined) continue;
      const [place, allowed] = rule;
      for (const { specifier, typeOnly } of imports) {
        const to = target(path, specifier);
        const pure = ['shared/', 'client/', 'server/core/'].includes(place);
        const fine =
          to.startsWith(place) ||
          allowed.some(it => to === it || to.startsWith(it)) ||
          (to.startsWith('node:') && !pure);
        if (!fine) wrong.push(`${path} imports ${to}`);
        if (!typeOnly && TYPES_ONLY.some(([where, from]) => path.startsWith(where) && to.startsWith(from))) {
          wrong.push(`${path} imports more than types of ${to}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('keeps core free of clock, random, environment, network and files', () => {
    const impure =
      /\bDate\.now\b|new Date\(\)|Math\.random|\bprocess\.|\bperformance\.|\bfetch\(|\bcrypto\.|setTimeout|setInterval|globalThis/;
    const found = under('server/core/').filter(({ code }) => impure.test(code));
    assert.deepEqual(
      found.map(it => it.path),
      [],
    );
  });

  it('keeps files at 300 lines, functions at 60', () => {
    const long = files.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines} lines`);
    const tall = files
      .filter(({ path }) => !path.startsWith('test/') || path.startsWith('test/support/'))
      .flatMap(file =>
        functionsOf(file)
          .filter(it => it.lines > 60)
          .map(it => `${file.path} ${it.name}: ${it.lines} lines`),
      );
    assert.deepEqual([...long, ...tall], []);
  });

  it('names files by what they know, in kebab-case', () => {
    const banned = /^(utils?|helpers?|common|misc|.*-?manager|.*-?service)$/;
    const wrong = files.filter(({ path }) => {
      const name = basename(path).replace(/\.(test\.)?(d\.)?(ts|mjs)$/, '');
      return (banned.test(name) && name !== 'password-manager') || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
    });
    assert.deepEqual(
      wrong.map(it => it.path),
      [],
    );
  });

  it('leaves no debug call, no TODO, no only, no any', () => {
    const product = /\bconsole\.(log|debug|trace|dir)\(|\bdebugger\b/;
    const everywhere =
      /\bTODO\b|\bFIXME\b|\bXXX\b|\b(it|describe)\.only\(|: any\b\s*[;,)=\]|]|<any>|as any\b|@ts-ignore|@ts-nocheck/;
    const wrong = [
      ...under('client/', 'shared/', 'server/', 'sdk/', 'demo/').filter(
        ({ path, code }) => product.test(code) && !path.startsWith('server/cli/'),
      ),
      ...files.filter(({ path, code }) => everywhere.test(code) && path !== 'test/tidy.test.ts'),
    ];
    assert.deepEqual(
      wrong.map(it => it.path),
      [],
    );
  });

  it('has no default export, and index.ts only for a registry or a package entry', () => {
    const wrong = files.filter(
      ({ path, code }) =>
        /^export default/m.test(code) || (basename(path) === 'index.ts' && functionsOf({ path, code }).length > 2),
    );
    assert.deepEqual(
      wrong.map(it => it.path),
      [],
    );
  });

  it('has a test of the same name for every signal, stream and detector', () => {
    const missing: string[] = [];
    const expect = (folder: string, tests: string, except: readonly string[]): void => {
      for (const { path } of files.filter(it => dirname(it.path) === folder)) {
        const name = basename(path, '.ts');
        if (except.includes(name)) continue;
        if (!existsSync(`${tests}/${name}.test.ts`)) missing.push(`${tests}/${name}.test.ts`);
      }
    };
    expect('client/signals', 'test/client/signals', ['index']);
    expect('client/more-signals', 'test/client/more-signals', ['index']);
    expect('client/behavior', 'test/client/behavior', ['index']);
    expect('server/core/detectors', 'test/core/detectors', ['index', 'detector']);
    assert.deepEqual(missing, []);
  });

  it('registers every signal, stream, feature, detector and endpoint that has a file', () => {
    const names = (folder: string, except: readonly string[]): string[] =>
      files
        .filter(({ path }) => dirname(path) === folder && !except.includes(basename(path, '.ts')))
        .map(({ path }) => basename(path, '.ts'));
    const camel = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    assert.deepEqual(names('client/signals', ['index']).map(camel).toSorted(), Object.keys(signals).toSorted());
    assert.deepEqual(
      names('client/more-signals', ['index']).map(camel).toSorted(),
      Object.keys(moreSignals).toSorted(),
    );
    assert.deepEqual(names('client/behavior', ['index']).map(camel).toSorted(), Object.keys(behavior).toSorted());
    assert.deepEqual(
      names('server/core/detectors', ['index', 'detector']).toSorted(),
      DETECTORS.map(it => it.code).toSorted(),
    );
    const features = under('server/core/features/').flatMap(({ code }) =>
      [...code.matchAll(/^export const (\w+): Feature</gm)].map(([, name]) => name),
    );
    assert.deepEqual(features.toSorted(), Object.keys(FEATURES).toSorted());
    const endpoints = under('server/routes/').flatMap(({ code }) => [
      ...code.matchAll(/^export const (\w+) = (browser|backend|open)Endpoint\(/gm),
    ]);
    assert.equal(endpoints.length, ENDPOINTS.length);
  });

  it('mentions no file outside the project', () => {
    const away = files.filter(
      ({ path, code }) => /\.\.\/shared\/(data|lab|reference)|\/work\//.test(code) && path !== 'test/tidy.test.ts',
    );
    assert.deepEqual(
      away.map(it => it.path),
      [],
    );
  });

  it('uses every source file somewhere', () => {
    const used = new Set(files.flatMap(({ path, imports }) => imports.map(it => target(path, it.specifier))));
    const entries =
      /^(scripts|test|bench|examples|server\/cli)\/|^server\/main\.ts$|^client\/(agent\.(ts|d\.ts)|agent-module\.ts|more\.ts|worker\.ts)$/;
    const unused = files.filter(({ path }) => !used.has(path) && !entries.test(path));
    assert.deepEqual(
      unused.map(it => it.path),
      [],
    );
  });

  it('ships nothing whose licence asks for more than credit, and locks no download address', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { license?: string; dev?: boolean; resolved?: string }>;
    };
    const fine =
      /^(\(?(MIT|Apache-2\.0|ISC|BSD-[23]-Clause|0BSD|CC0-1\.0|Unlicense|MPL-2\.0|BlueOak-1\.0\.0|Python-2\.0|CC-BY-4\.0|MIT-0)( (OR|AND) )?)+\)?$/;
    /** Its licence files say CC BY 4.0, which asks for credit: NOTICE gives it. */
    const credited = 'SEE LICENSE IN ROUTEVIEWS-LICENSE and DBIP-LICENSE (CC-BY-4.0)';
    const wrong = Object.entries(packages).filter(
      ([path, it]) => path !== '' && it.dev !== true && !fine.test(it.license ?? '') && it.license !== credited,
    );
    assert.deepEqual(
      wrong.map(([path, it]) => `${path} ${it.license}`),
      [],
    );
    assert.deepEqual(
      Object.entries(packages).filter(([, it]) => it.resolved !== undefined),
      [],
    );
  });
});
