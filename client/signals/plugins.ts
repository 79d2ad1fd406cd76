import type { Signals } from '../../shared/wire/signals.ts';
import { boundedInteger } from '../bounded-number.ts';
import { COUNT_MAX } from '../limits.ts';

type Lists = { readonly plugins: { readonly length: number }; readonly mimeTypes: { readonly length: number } };

/** Since 2022 browsers list the same five PDF viewers or none: only the numbers tell something. */
export function plugins(from: Lists & { readonly pdfViewerEnabled?: boolean } = navigator): Signals['plugins'] {
  return {
    count: boundedInteger(from.plugins.length, 0, COUNT_MAX),
    mimeTypes: boundedInteger(from.mimeTypes.length, 0, COUNT_MAX),
    pdfViewer: typeof from.pdfViewerEnabled === 'boolean' ? from.pdfViewerEnabled : null,
  };
}
