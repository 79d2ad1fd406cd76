import assert from 'node:assert/strict';
import { PROBLEMS } from '../../server/errors.ts';
import { type OpenApi, openApi } from '../../server/openapi.ts';
import { apiPage } from '../../server/pages/api-page.ts';
import { ENDPOINTS } from '../../server/routes/index.ts';
import { LANGUAGES, type Language } from '../../shared/wire/words.ts';

const documentIn = (language: Language) => openApi(ENDPOINTS, '1.2.3', language);
const pageIn = (language: Language) => apiPage(documentIn(language), language);
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** What a reader sees: no markup, entities read back. */
const textOf = (page: string): string =>
  page
    .replace(/<head>[\s\S]*?<\/head>/, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('the API page', () => {
  for (const language of LANGUAGES) {
    it(`shows every endpoint with summary, scope and problems, in ${language}`, () => {
      const page = pageIn(language);
      const text = textOf(page);
      const sections = page.split('<section class="endpoint"').slice(1);
      assert.equal(sections.length, ENDPOINTS.length);
      for (const endpoint of ENDPOINTS) {
        const id = `${endpoint.method}${endpoint.path.replaceAll(/[^a-z0-9]+/gi, '-')}`;
        const section = sections.find(it => it.startsWith(` id="${id}"`));
        assert.ok(section !== undefined, `${endpoint.method} ${endpoint.path} is missing`);
        const own = textOf(section);
        assert.ok(
          own.includes(endpoint.method.toUpperCase()) && own.includes(endpoint.path.replaceAll(/:(\w+)/g, '{$1}')),
        );
        assert.ok(own.includes(endpoint.summary[language].replaceAll('`', '')), endpoint.path);
        if (endpoint.caller === 'backend')
          assert.ok(section.includes(`<code class="term">${endpoint.scope}</code>`), id);
        for (const code of endpoint.problems) {
          assert.ok(own.includes(code), `${id} does not show ${code}`);
          if (language === 'en') assert.ok(own.includes(PROBLEMS[code].title.replaceAll('`', '')), code);
        }
        assert.ok(own.includes('curl '), `${id} has no example`);
      }
      assert.ok(text.includes('1.2.3'));
    });

    it(`links only to places that it has, with ids that are used once, in ${language}`, () => {
      const page = pageIn(language);
      const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
      assert.ok(links.length > ENDPOINTS.length);
      assert.deepEqual(
        links.filter(it => !ids.includes(it)),
        [],
      );
      assert.equal(new Set(ids).size, ids.length);
    });

    it(`links to itself in the other language, and says which language it is in, in ${language}`, () => {
      const page = pageIn(language);
      assert.ok(page.includes(`<html lang="${language}">`));
      assert.ok(page.includes(`href="/docs?lang=${language === 'ja' ? 'en' : 'ja'}"`));
      assert.ok(page.includes('<title>API · Sekisho</title>'));
    });

    it(`needs neither script nor inline style, in ${language}`, () => {
      assert.doesNotMatch(
        pageIn(language),
        /<script|<style|\sstyle=|\son\w+=|javascript:|https?:\/\/(?!127\.0\.0\.1)/i,
      );
    });
  }

  it('writes the Japanese page in Japanese and the English one in English', () => {
    const foreign = textOf(pageIn('en'))
      .split('\n')
      .filter(line => JAPANESE.test(line));
    // The link to the other language, and a reason's two texts in the sample answer.
    assert.deepEqual(
      foreign.filter(it => it.trim() !== '日本語' && !it.includes('"ja": ')),
      [],
    );
    const paragraphs = [...pageIn('ja').matchAll(/<p(?: class="(?:summary|about|meaning)")?>(.*?)<\/p>/g)];
    assert.ok(paragraphs.length > 100);
    const english = paragraphs.map(([, inside = '']) => textOf(inside)).filter(it => !JAPANESE.test(it));
    assert.deepEqual(english, []);
  });

  it('escapes whatever the document says', () => {
    const hostile = `<script>alert("1")</script>'&\``;
    const poisoned: OpenApi = JSON.parse(
      JSON.stringify(documentIn('en'), (key, value: unknown) =>
        typeof value === 'string' && !['$ref', 'type', 'in'].includes(key) && !isTag(value) ? value + hostile : value,
      ),
    );
    const page = apiPage(poisoned, 'en');
    assert.doesNotMatch(page, /<script|alert\("/);
    assert.ok(page.includes('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;'));
  });

  it('shows what this listener has, and nothing else', () => {
    const main = openApi(
      ENDPOINTS.filter(it => it.listener !== 'admin'),
      '1.2.3',
    );
    const page = apiPage(main, 'en');
    assert.ok(!page.includes('/metrics'));
    assert.ok(!page.includes('id="get-v1-screenings"'));
    assert.ok(page.includes('id="post-v1-screenings"'));
  });
});

const isTag = (value: string): boolean => ENDPOINTS.some(it => it.caller === value);
