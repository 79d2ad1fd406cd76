import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { gunzipSync, gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { type AgentManifest, buildAgent } from '../../scripts/build.ts';

const ROOT = path.join(import.meta.dirname, '../..');
/** The agent is on every login page of every customer. */
const GZIP_BYTES_MAX = 12_000;
/** Both scripts: FingerprintJS alone, whole, is 16 KB. */
const ALL_GZIP_BYTES_MAX = 29_000;
const run = promisify(execFile);

describe('client: the build', function () {
  this.timeout(60_000);
  let outDir: string;
  let lines: string[];

  const build = (ifStale = false) => buildAgent({ outDir, ifStale, print: line => lines.push(line) });
  const read = (file: string) => readFile(path.join(outDir, file), 'utf8');
  const manifest = async (): Promise<AgentManifest> => JSON.parse(await read('agent.json'));

  before(async () => {
    outDir = await mkdtemp(path.join(tmpdir(), 'sekisho-build-'));
    lines = [];
    await build();
  });

  after(() => rm(outDir, { recursive: true, force: true }));

  beforeEach(() => {
    lines = [];
  });

  it('is complete, and leaves nothing unfinished', async () => {
    const { file, more } = await manifest();
    const scripts = ['agent.d.ts', 'agent.esm.js', 'agent.js', 'agent-work.js', 'agent.json', file, more.file];
    const expected = [...scripts, 'agent.esm.js.map', 'agent.js.map', 'agent-more.js.map', 'agent-work.js.map'];
    assert.deepEqual((await readdir(outDir)).sort(), expected.sort());
  });

  it('names the immutable copy by its content, and says its true digest and sizes', async () => {
    const { file, hash, integrity, bytes } = await manifest();
    const code = await read(file);
    assert.equal(code, await read('agent.js'));
    assert.match(file, new RegExp(`^agent-${hash}\\.js$`));
    assert.ok(createHash('sha256').update(code).digest('hex').startsWith(hash));
    assert.equal(integrity, `sha384-${createHash('sha384').update(code).digest('base64')}`);
    assert.equal(bytes.min, Buffer.byteLength(code));
    assert.equal(gunzipSync(gzipSync(code)).length, bytes.min);
    assert.ok(bytes.brotli < bytes.gzip && bytes.gzip < bytes.min);
  });

  it('stays within the budgets', async () => {
    const { bytes, more } = await manifest();
    assert.ok(bytes.gzip <= GZIP_BYTES_MAX, `${bytes.gzip} bytes`);
    const all = bytes.gzip + more.bytes.gzip;
    assert.ok(all <= ALL_GZIP_BYTES_MAX, `${all} bytes`);
  });

  it('carries the second script’s name and integrity in the first, and its signals’ names', async () => {
    const { more } = await manifest();
    const code = await read(more.file);
    assert.match(more.file, new RegExp(`^agent-more-${more.hash}\\.js$`));
    assert.equal(more.integrity, `sha384-${createHash('sha384').update(code).digest('base64')}`);
    for (const first of ['agent.js', 'agent.esm.js']) {
      const text = await read(first);
      for (const part of [more.file, more.integrity, 'workerScope', 'contentBlockers'])
        assert.ok(text.includes(part), part);
    }
  });

  it('has in the second script what is used of FingerprintJS, its credit, and nothing that calls out', async () => {
    const code = await read((await manifest()).more.file);
    assert.match(code, /^\/\*! With parts of FingerprintJS 5, .*MIT License \*\/\n/);
    assert.doesNotMatch(code, /https?:|XMLHttpRequest|sendBeacon|fetch\(|zod|retentionDays|purpose/i);
  });

  it('makes no global with the second script, in a page or in a worker', async () => {
    const code = await read((await manifest()).more.file);
    const element = {};
    const page = createContext({ document: { currentScript: element } });
    const known = Object.keys(page);
    runInContext(code, page);
    assert.deepEqual(Object.keys(page), known);
    assert.deepEqual(Object.keys(Reflect.get(element, 'sekisho')), [
      'early',
      'light',
      'full',
      'ownDeadlinesMs',
      'layOut',
      'solve',
    ]);

    const said: unknown[] = [];
    const navigator = { userAgent: 'Browser/1', hardwareConcurrency: 8 };
    runInContext(code, createContext({ navigator, postMessage: (it: unknown) => said.push(it) }));
    assert.deepEqual(
      said.map(it => [Reflect.get(Object(it), 'userAgent'), Reflect.get(Object(it), 'cores')]),
      [['Browser/1', '8']],
    );
  });

  it('is written in the syntax of 2020, and would tell if it were not', async () => {
    /** With nothing but white space to change, only syntax that the target lacks makes a difference. */
    const written = async (code: string, target: string) =>
      (await transform(code, { target, minifyWhitespace: true, legalComments: 'none' })).code;
    for (const file of ['agent.js', 'agent.esm.js', (await manifest()).more.file]) {
      const code = await read(file);
      assert.equal(await written(code, 'es2020'), await written(code, 'esnext'), file);
    }
    for (const newer of ['a ??= b;', 'class A { #b = 1; }', 'class A { static { b(); } }'])
      assert.notEqual(await written(newer, 'es2020'), await written(newer, 'esnext'), newer);
  });

  it('has file names that no list of blockers goes by', async () => {
    const { file, more } = await manifest();
    for (const name of ['agent.js', 'agent.esm.js', file, more.file])
      assert.doesNotMatch(
        name,
        /finger|print|track|analy|stat|metric|beacon|pixel|bot|fraud|device|telemetry|\bads?\b/i,
      );
  });

  it('holds no schema library and no text of the registry', async () => {
    for (const file of ['agent.js', 'agent.esm.js'])
      assert.doesNotMatch(await read(file), /zod|retentionDays|purpose/i);
  });

  it('has source maps that name the sources from the root, and no machine’s paths', async () => {
    for (const file of ['agent.js', 'agent.esm.js']) {
      assert.match(await read(file), new RegExp(`//# sourceMappingURL=${file}\\.map\\n$`));
      const map = await read(`${file}.map`);
      const { sources, mappings } = JSON.parse(map);
      assert.ok(sources.includes('../client/signals/webdriver.ts'), sources.join(' '));
      assert.ok(sources.every((source: string) => source.startsWith('../client/') || source.startsWith('../shared/')));
      assert.ok(mappings.length > 1000);
      assert.ok(!map.includes(ROOT) && !map.includes(outDir));
    }
  });

  it('is left alone while it is fresh, and made anew when a file is gone or the sources were others', async () => {
    const { file } = await manifest();
    await build(true);
    assert.deepEqual(lines, []);

    for (const gone of [file, (await manifest()).more.file]) {
      await rm(path.join(outDir, gone));
      await build(true);
      assert.equal((await stat(path.join(outDir, gone))).isFile(), true);
    }

    await writeFile(path.join(outDir, 'agent.json'), JSON.stringify({ ...(await manifest()), source: 'other' }));
    lines = [];
    await build(true);
    assert.equal(lines.length, 3);
    assert.notEqual((await manifest()).source, 'other');
  });

  it('removes the copy of an earlier build', async () => {
    await writeFile(path.join(outDir, 'agent-0123456789abcdef.js'), '');
    await writeFile(path.join(outDir, 'agent-more-0123456789abcdef.js'), '');
    await build();
    const { file, more } = await manifest();
    assert.deepEqual(
      (await readdir(outDir)).filter(name => /^agent-.*\.js$/.test(name)).sort(),
      [file, more.file, 'agent-work.js'].sort(),
    );
  });

  it('survives two builds at once', async () => {
    await Promise.all([build(), build()]);
    const { file } = await manifest();
    assert.equal(await read(file), await read('agent.js'));
    assert.deepEqual(
      (await readdir(outDir)).filter(name => name.endsWith('.tmp')),
      [],
    );
  });

  it('defines the one global, even where there is no page', async () => {
    const context = createContext({});
    runInContext(await read('agent.js'), context);
    assert.deepEqual(Object.keys(context), ['sekisho']);
    assert.deepEqual(Object.keys(context['sekisho']).sort(), ['protect', 'start', 'token', 'version']);
    const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
    assert.equal(context['sekisho'].version, version);
  });

  it('starts nothing, and throws nothing, where the page says null', async () => {
    const context = createContext({ document: { currentScript: null }, location: { href: 'https://shop.example/' } });
    runInContext(await read('agent.js'), context);
    assert.doesNotThrow(() => runInContext('sekisho.start(null)', context));
    assert.equal(await runInContext('sekisho.token()', context), '');
  });

  it('keeps the first agent when a tag manager loads the script twice', async () => {
    const context = createContext({});
    const code = await read('agent.js');
    runInContext(code, context);
    const { start, token } = context['sekisho'];
    runInContext(code, context);
    assert.equal(context['sekisho'].start, start);
    assert.equal(context['sekisho'].token, token);
  });

  it('can be imported outside a browser, where it does nothing', async () => {
    const agent: unknown = await import(pathToFileURL(path.join(outDir, 'agent.esm.js')).href);
    assert.ok(typeof agent === 'object' && agent !== null && 'start' in agent && 'token' in agent);
    assert.deepEqual(Object.keys(agent).sort(), ['inspect', 'protect', 'start', 'token', 'version']);
    assert.ok(typeof agent.start === 'function' && typeof agent.token === 'function');
    agent.start({ siteKey: 'pk_a', endpoint: 'https://gate.example/' });
    assert.ok('protect' in agent && typeof agent.protect === 'function');
    agent.protect({});
    assert.equal(await agent.token(), '');
  });

  it('has types that say what the source is, both ways, and stand alone', async () => {
    // Beside the built types and not in client/, where agent.ts would hide them.
    const source = JSON.stringify(path.join(ROOT, 'client/agent-module.ts'));
    const options = JSON.stringify(path.join(ROOT, 'client/read-site.ts'));
    await writeFile(
      path.join(outDir, 'compare.ts'),
      `import * as source from ${source};
       import type { StartOptions } from ${options};
       import type * as declared from './agent.d.ts';
       type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
       type Values = Pick<typeof declared, 'version' | 'start' | 'token' | 'protect' | 'inspect'>;
       export const there: Values = source;
       export const back = (it: Values): typeof source => it;
       export const options: Same<StartOptions, declared.StartOptions> = true;
       export const optionNames: Same<keyof StartOptions, keyof declared.StartOptions> = true;
       export const page = (view: Window): Promise<string> | undefined => view.sekisho?.token();`,
    );
    const settings = {
      extends: path.join(ROOT, 'client/tsconfig.json'),
      compilerOptions: { skipLibCheck: false },
      files: ['compare.ts'],
      include: [],
    };
    await writeFile(path.join(outDir, 'tsconfig.json'), JSON.stringify(settings));
    await writeFile(path.join(outDir, 'package.json'), '{ "type": "module" }');
    await run(path.join(ROOT, 'node_modules/.bin/tsc'), ['-p', outDir]).catch(error =>
      assert.fail(String(error.stdout)),
    );
  });
});
