import assert from 'node:assert/strict';
import type { Facts } from '../../../server/core/facts.ts';
import { evidenceOf } from '../../support/evidence-of.ts';
import { withSignals } from '../../support/person-facts.ts';

const encoded = (text: string): string => Buffer.from(text).toString('base64url');
const at = (page: string, change: Partial<Facts> = {}) =>
  evidenceOf('page-other-origin', withSignals({ pageOrigin: encoded(page) }, change));

describe('detector page-other-origin', () => {
  it('speaks where the page stands under another name than its requests say', () => {
    const said = at('https://bank.example.phish.example');
    assert.equal(`${said?.weight} ${said?.facts['page']}`, '7 https://bank.example.phish.example');
    assert.equal(at('https://bank.example:8443')?.weight, 7);
  });

  it('is silent on the site’s own pages', () => {
    assert.equal(at('https://bank.example'), null);
  });

  it('is silent where the page is none of the web, or what it says is none', () => {
    for (const page of [
      'null',
      'file://',
      'capacitor://localhost',
      'bank.example',
      '',
      'https://user@bank.example',
      'x'.repeat(380),
    ]) {
      assert.equal(at(page), null, page);
    }
  });

  it('goes by the site’s list where nobody posted a report', () => {
    const facts = withSignals({ pageOrigin: encoded('https://phish.example') });
    const unattested = (pageListed: boolean | null): number | undefined =>
      evidenceOf('page-other-origin', {
        ...facts,
        token: { state: 'unattested' },
        report: facts.report && { ...facts.report, origin: null },
        origin: { asked: 'https://bank.example', reportListed: null, pageListed },
      })?.weight;
    assert.equal(unattested(false), 7);
    assert.equal(unattested(true), undefined);
    assert.equal(unattested(null), undefined);
  });
});
