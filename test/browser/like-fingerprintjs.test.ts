import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { needs } from '../support/parts.ts';
import { storefront } from '../support/storefront.ts';

/** What we measure in our own way, because FingerprintJS measures each in one long task, beside what it finds. */
const COMPARE = `import { sources } from '@fingerprintjs/fingerprintjs';
import { fontSizes } from './client/more-signals/font-sizes.ts';
import { fonts } from './client/more-signals/fonts.ts';
import { graphicsAbilities } from './client/graphics-abilities.ts';
const parameters = async () => {
  const context = document.createElement('canvas').getContext('webgl');
  if (context === null) return [[], []];
  const { parameters, precisions } = await graphicsAbilities(context, () => undefined);
  const theirs = sources.webGlExtensions({ cache: { webgl: { context } } });
  const valued = [...theirs.parameters, ...theirs.extensionParameters].filter(it => it.split('=').length > 2);
  return [[...parameters, ...precisions].sort(), [...valued.map(it => it.replace(/=\\d+/, '')), ...theirs.shaderPrecisions].sort()];
};
const run = async () => ({
  fonts: [await fonts(), await sources.fonts()],
  fontSizes: [await fontSizes(), await sources.fontPreferences()],
  parameters: await parameters(),
  frames: [document.querySelectorAll('iframe').length, 0],
});
run().then(it => { document.found = JSON.stringify(it); }, why => { document.found = JSON.stringify({ why: String(why) }); });`;

describe('what is measured in our own way', function () {
  this.timeout(60_000);
  const atEnd = closing();
  let url: string;

  before(async () => {
    const { outputFiles } = await build({
      stdin: { contents: COMPARE, resolveDir: `${import.meta.dirname}/../..`, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
    });
    const page = '<!doctype html><html lang="en"><title>Compare</title><p>Compare<script src="/compare.js"></script>';
    const front = await storefront('http://127.0.0.1:9', {
      pages: { '/compare': page, '/compare.js': outputFiles[0]?.text ?? '' },
    });
    atEnd(() => front.close());
    url = `${front.url}/compare`;
  });

  for (const kind of ['chromium', 'firefox'] as const)
    it(`is what FingerprintJS finds in ${kind}`, async function () {
      needs(this, kind);
      const browser = await (kind === 'chromium' ? browsers.puppeteer('chromium') : browsers.puppeteer('firefox'));
      try {
        const page = await browser.newPage();
        await page.goto(url);
        const found = await page.waitForFunction(() => Reflect.get(document, 'found'), { timeout: 30_000 });
        const pairs: Record<string, [own: unknown, theirs: unknown]> = JSON.parse(String(await found.jsonValue()));
        assert.deepEqual(Object.keys(pairs), ['fonts', 'fontSizes', 'parameters', 'frames']);
        for (const [what, [own, theirs]] of Object.entries(pairs))
          assert.equal(JSON.stringify(own), JSON.stringify(theirs), what);
        // Chromium draws without a graphics unit; Firefox may give no context.
        const parameters = pairs['parameters']?.[0];
        assert.ok(kind === 'firefox' || (Array.isArray(parameters) && parameters.length > 80));
      } finally {
        await browser.close();
      }
    });
});
