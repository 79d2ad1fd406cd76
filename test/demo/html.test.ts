import assert from 'node:assert/strict';
import fc from 'fast-check';
import { html, htmlText } from '../../demo/html.ts';

describe('demo: html', () => {
  it('escapes every value, in text and in attributes', () => {
    const hostile = `"><script>alert('&')</script>`;
    const text = htmlText(html`<p title="${hostile}">${hostile}</p>`);
    const safe = '&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;';
    assert.equal(text, `<p title="${safe}">${safe}</p>`);
  });

  it('lets no value add a tag or end an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const text = htmlText(html`<p title="${value}">${value}</p>`);
        assert.equal(text.match(/[<>]/g)?.length, 4);
        assert.equal(text.match(/"/g)?.length, 2);
      }),
    );
  });

  it('puts markup into markup, lists of it too, and nothing for null', () => {
    const rows = ['a', '<b>'].map(it => html`<li>${it}</li>`);
    assert.equal(htmlText(html`<ul>${rows}${null}${3}</ul>`), '<ul><li>a</li><li>&lt;b&gt;</li>3</ul>');
  });
});
