import { isAndroid, isChromium, isWebKit } from '@fingerprintjs/fingerprintjs';
import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { boundedNumber } from '../bounded-number.ts';
import { type FrameWindow, inQuietFrame } from '../quiet-frame.ts';
import { turn } from '../wait.ts';

type Widths = Signals['fontSizes'];

const WIDTH_MAX = 100_000;
const TEXT = 'mmMwWLliI0fiflO&1';
/** What a person can set: in desktop browsers the generic fonts and the least size, in Safari on a Mac the system's font. */
const STYLES: Readonly<Record<keyof Widths, string>> = {
  default: '',
  apple: 'font:-apple-system-body',
  serif: 'font-family:serif',
  sans: 'font-family:sans-serif',
  mono: 'font-family:monospace',
  min: 'font-size:1px',
  system: 'font-family:system-ui',
};

/** Wide and full of text: phones enlarge narrow columns of little text. The page's zoom is taken out of it. As FingerprintJS does it. */
function fill({ document, devicePixelRatio }: FrameWindow): ReadonlyMap<keyof Widths, HTMLElement> {
  const { body } = document;
  const zoom = isChromium() ? `zoom:${1 / devicePixelRatio}` : isWebKit() ? 'zoom:reset' : '';
  body.style.cssText = `width:4000px;-webkit-text-size-adjust:none;text-size-adjust:none;${zoom}`;
  const lines = document.createElement('div');
  lines.textContent = 'word '.repeat(200);
  body.append(lines);
  const elements = new Map<keyof Widths, HTMLElement>();
  let name: keyof Widths;
  for (name in STYLES) {
    const element = document.createElement('span');
    element.textContent = TEXT;
    element.style.cssText = `white-space:nowrap;${STYLES[name]}`;
    body.append(document.createElement('br'), element);
    elements.set(name, element);
  }
  return elements;
}

/** Chromium from 128 on measures what is zoomed without rounding it. */
function exact(width: number, devicePixelRatio: number): number {
  if (!isChromium() || !CSS.supports('ruby-align', 'space-around')) return width;
  const steps = isAndroid() ? 1 : 1000;
  return Math.floor(width * devicePixelRatio * steps) / steps;
}

function measure(inner: FrameWindow): Widths {
  const elements = fill(inner);
  const width = (name: keyof Widths): number => {
    const raw = elements.get(name)?.getBoundingClientRect().width ?? Number.NaN;
    return boundedNumber(exact(raw, inner.devicePixelRatio), 0, WIDTH_MAX);
  };
  return {
    default: width('default'),
    apple: width('apple'),
    serif: width('serif'),
    sans: width('sans'),
    mono: width('mono'),
    min: width('min'),
    system: width('system'),
  };
}

export async function fontSizes(
  within: (use: (inner: FrameWindow) => Promise<Widths>) => Promise<Widths | null> = inQuietFrame,
): Promise<Widths | Missing> {
  const found = await within(async inner => {
    await turn();
    return measure(inner);
  });
  return found ?? { missing: 'blocked' };
}
