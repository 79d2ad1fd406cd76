import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { transform } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { TOKEN_FIELD } from '../../shared/constants.ts';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { needs } from '../support/parts.ts';
import { askedAbout, type SentLogin, sentLogin, serverForBrowsers } from '../support/sent-login.ts';
import type { TestServer } from '../support/server.ts';
import { type Storefront, storefront } from '../support/storefront.ts';

const ROOT = join(import.meta.dirname, '../..');
const BLOCKS = new Map(
  [...readFileSync(join(ROOT, 'docs/AGENT.md'), 'utf8').matchAll(/^```\w+ (\w+)\n(.*?)^```$/gms)].map(
    ([, name = '', code = '']) => [name, code],
  ),
);
/** As it stands there, but for the key, and the path that a site chose. */
const block = (name: string): string => {
  const code = BLOCKS.get(name);
  assert.ok(code, `docs/AGENT.md has the block ${name}`);
  return code
    .replaceAll('pk_…', 'pk_demo')
    .replaceAll('/s/', '/')
    .replace("'sekisho/agent'", "'/agent.esm.js'")
    .replace("'/login'", "'/taken'");
};

const page = (head: string, body = '') => `<!doctype html><html lang="en"><title>Log in</title>${head}${body}</html>`;
const TAG = block('tag');
const CODE = '<form id="one-time-code" action="/taken" method="post"><input name="code"><button>Go on</button></form>';
/** With what `npm run build` printed. */
const pinned = (): string => {
  const { file, integrity } = JSON.parse(readFileSync(join(ROOT, 'dist/agent.json'), 'utf8'));
  return block('pinned')
    .replace(/agent-[0-9a-f]{16}\.js/, file)
    .replace('sha384-…', integrity);
};
/** As jQuery's serialize(): the elements, when the page hears of the submission. */
const SERIALIZE = `${block('protect')}
document.querySelector('form').addEventListener('submit', event => {
  event.preventDefault();
  const fields = [...event.target.elements].filter(it => it.name).map(it => [it.name, it.value]);
  void fetch('/taken', { method: 'POST', body: new URLSearchParams(fields) });
});`;

const VUE_SCRIPT = /<script setup lang="ts">(.*?)<\/script>/s.exec(BLOCKS.get('vue') ?? '')?.[1] ?? '';
/** As much of the two libraries as the examples use, on a page without a network: the form's listener, and what its button was told. */
async function played(name: string): Promise<{ send: () => Promise<unknown>; busy: readonly unknown[] }> {
  const source = name === 'vue' ? `${VUE_SCRIPT}\nexport { send };` : (BLOCKS.get(name) ?? '');
  const { code } = await transform(source, { loader: 'tsx', format: 'cjs', jsxFactory: 'element' });
  const busy: unknown[] = [];
  const libraries = {
    ref: () => ({
      set value(next: unknown) {
        busy.push(next);
      },
    }),
    useState: () => [false, (next: unknown) => busy.push(next)],
    start() {},
    token: async () => '',
  };
  const module: { exports: Record<string, unknown> } = { exports: {} };
  const element = (_: string, properties: object | null) => properties;
  const fetch = async () => {
    throw new Error('no network');
  };
  const context = {
    module,
    element,
    fetch,
    require: () => libraries,
    FormData: class {
      set() {}
    },
  };
  runInContext(code, createContext(context));
  const { send, Login } = module.exports;
  const listener = typeof Login === 'function' ? Reflect.get(Login({}), 'onSubmit') : send;
  return { send: async () => listener({ preventDefault() {} }), busy };
}

describe('what docs/AGENT.md shows', function () {
  this.timeout(60_000);
  const atEnd = closing();

  for (const kind of ['chromium', 'firefox'] as const) {
    describe(`works in ${kind}`, () => {
      let server: TestServer;
      let front: Storefront;
      let browser: Browser;
      let tab: Page;

      before(async function () {
        needs(this, kind);
        server = await serverForBrowsers();
        atEnd(() => server.stop());
        browser = await browsers.puppeteer(kind, { ownSize: true });
        atEnd(() => browser.close());
      });
      beforeEach(async () => {
        const login =
          '<form method="post" action="/taken"><input type="password" name="password"><button>Log in</button></form>';
        const late = TAG.replace('defer', 'async');
        const stub = '<script src="/stub.js"></script>';
        front = await storefront(server.url, {
          pages: {
            '/tag': page(TAG, login),
            '/pinned': page(pinned(), login),
            '/early': page(`${stub}${late}<script src="/early.js"></script>`),
            '/never': page(stub),
            '/fetch': page('<script type="module" src="/run.js"></script>'),
            '/code': page(`${TAG}<script src="/serialize.js" defer></script>`, CODE),
            '/stub.js': block('stub'),
            '/early.js': 'document.early = sekisho.token(); void sekisho.start({ session: "of the queue" });',
            '/log-in.js': block('fetch'),
            '/run.js': "import { logIn } from '/log-in.js'; document.logIn = logIn;",
            '/serialize.js': SERIALIZE,
          },
        });
        tab = await browser.newPage();
      });
      afterEach(async () => {
        await tab.close();
        await front.close();
      });

      const open = (path: string) => tab.goto(`${front.url}${path}`, { waitUntil: 'domcontentloaded' });
      const assertGenuine = ({ features, codes }: Pick<SentLogin, 'features' | 'codes'>) => {
        assert.equal(features['token'], 'genuine');
        assert.deepEqual(
          codes.filter(it => /token/.test(it)),
          [],
        );
      };
      const tokenIsThere = () =>
        eventually('a token', async () =>
          /^[^~]/.test(await tab.evaluate((): Promise<string> => Reflect.get(window, 'sekisho').token())),
        );

      it('the script tag', async () => {
        await open('/tag');
        await tokenIsThere();
        assertGenuine(await sentLogin(server.url, front, tab, { account: 'tag@example.com' }));
      });

      it('the tag that pins the script by its hash', async () => {
        await open('/pinned');
        await tokenIsThere();
        assertGenuine(await sentLogin(server.url, front, tab, { account: 'pinned@example.com' }));
      });

      it('the stub: what was called before the script is answered by it', async () => {
        front.faults.set('/agent.js', 1000);
        await open('/early');
        const early = await tab.evaluate((): Promise<string> => Reflect.get(document, 'early'));
        const asked = { account: 'early@example.com', session: 'of the queue' };
        const answer = await askedAbout(server.url, front, early, asked, await browser.userAgent());
        assertGenuine(answer);
        assert.equal(answer.features['tokenSession'], 'same');
        assert.equal(typeof (await tab.evaluate(() => Reflect.get(window, 'sekisho').version)), 'string');
      });

      it('the stub: a login does not wait for a script that never comes', async () => {
        await open('/never');
        assert.equal(await tab.evaluate(() => Reflect.get(window, 'sekisho').token()), '');
      });

      it('the login by fetch', async () => {
        await open('/fetch');
        await eventually('the module runs', () => tab.evaluate(() => 'logIn' in document));
        const send = () => tab.evaluate(() => Reflect.get(document, 'logIn')('taro', 'secret').then(() => null));
        const answer = await sentLogin(server.url, front, tab, { account: 'fetch@example.com' }, send);
        assertGenuine(answer);
        assert.equal(answer.form.get('name'), 'taro');
      });

      it('protect(): a form without a password, read by its elements', async () => {
        await open('/code');
        await tokenIsThere();
        await tab.type('[name=code]', '246810');
        const answer = await sentLogin(server.url, front, tab, { account: 'code@example.com' });
        assertGenuine(answer);
        assert.equal(answer.form.getAll(TOKEN_FIELD).length, 1);
      });
    });
  }

  for (const name of ['react', 'vue'])
    it(`has the button back after a login that failed, in ${name}`, async () => {
      const { send, busy } = await played(name);
      await assert.rejects(send(), /no network/);
      assert.deepEqual(busy, [true, false]);
    });

  it('fits the agent’s types, in React and in Vue', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sekisho-docs-'));
    atEnd(async () => rmSync(folder, { recursive: true, force: true }));
    // As much of the two as the examples use: what is checked is how they call the agent.
    const libraries = `declare module 'react' {
  export function useState<T>(first: T): [T, (next: T) => void];
  export type FormEvent<T> = Event & { readonly currentTarget: T };
}
declare module 'vue' { export function ref<T>(first: T): { value: T }; }
declare namespace JSX { type Element = object; interface IntrinsicElements { [name: string]: object } }`;
    copyFileSync(join(ROOT, 'client/agent.d.ts'), join(folder, 'agent.d.ts'));
    writeFileSync(join(folder, 'libraries.d.ts'), libraries);
    writeFileSync(join(folder, 'react.tsx'), BLOCKS.get('react') ?? '');
    writeFileSync(join(folder, 'vue.ts'), `${VUE_SCRIPT}\nexport { send };`);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      module: 'esnext',
      moduleResolution: 'bundler',
      jsx: 'preserve',
      types: [],
      paths: { 'sekisho/agent': ['./agent.d.ts'] },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts', '*.tsx'] }));
    const compiled = promisify(execFile)(join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder]);
    await compiled.catch(error => assert.fail(String(error.stdout)));
  });
});
