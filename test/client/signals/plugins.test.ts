import assert from 'node:assert/strict';
import { plugins } from '../../../client/signals/plugins.ts';

describe('client: the plugins signal', () => {
  it('counts, and names none', () => {
    const from = {
      plugins: ['PDF Viewer', 'Chrome PDF Viewer'],
      mimeTypes: ['application/pdf'],
      pdfViewerEnabled: true,
    };
    assert.deepEqual(plugins(from), { count: 2, mimeTypes: 1, pdfViewer: true });
  });

  it('does not know of the PDF viewer in older browsers', () => {
    assert.deepEqual(plugins({ plugins: [], mimeTypes: [] }), { count: 0, mimeTypes: 0, pdfViewer: null });
  });
});
