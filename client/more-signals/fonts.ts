import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { SLICE_MS } from '../limits.ts';
import { type FrameWindow, inQuietFrame } from '../quiet-frame.ts';
import { turn, turns } from '../wait.ts';

/** FingerprintJS' list and text; its own way measures all in one task, 30 ms on a fast desktop. */
const FONTS: readonly string[] = [
  'sans-serif-thin',
  'ARNO PRO',
  'Agency FB',
  'Arabic Typesetting',
  'Arial Unicode MS',
  'AvantGarde Bk BT',
  'BankGothic Md BT',
  'Batang',
  'Bitstream Vera Sans Mono',
  'Calibri',
  'Century',
  'Century Gothic',
  'Clarendon',
  'EUROSTILE',
  'Franklin Gothic',
  'Futura Bk BT',
  'Futura Md BT',
  'GOTHAM',
  'Gill Sans',
  'HELV',
  'Haettenschweiler',
  'Helvetica Neue',
  'Humanst521 BT',
  'Leelawadee',
  'Letter Gothic',
  'Levenim MT',
  'Lucida Bright',
  'Lucida Sans',
  'Menlo',
  'MS Mincho',
  'MS Outlook',
  'MS Reference Specialty',
  'MS UI Gothic',
  'MT Extra',
  'MYRIAD PRO',
  'Marlett',
  'Meiryo UI',
  'Microsoft Uighur',
  'Minion Pro',
  'Monotype Corsiva',
  'PMingLiU',
  'Pristina',
  'SCRIPTINA',
  'Segoe UI Light',
  'Serifa',
  'SimHei',
  'Small Fonts',
  'Staccato222 BT',
  'TRAJAN PRO',
  'Univers CE 55 Medium',
  'Vrinda',
  'ZWAdobeF',
];
const TEXT = 'mmMwWLliI0O&1';
const GENERIC = ['monospace', 'sans-serif', 'serif'];

type Measures = { font: string; measureText(text: string): Pick<TextMetrics, 'width'> };

/** A font is there where the text is wider or narrower in it than in a generic one that stands in for it. */
export async function installedFonts(
  context: Measures,
  pageTurn: () => Promise<void> | undefined = turns(SLICE_MS),
): Promise<string[]> {
  const width = (families: string): number => {
    context.font = `48px ${families}`;
    return context.measureText(TEXT).width;
  };
  // Two that differ are enough: no font is as wide as both.
  const usual = new Map(GENERIC.map(it => [width(it), it]));
  const pair = [...usual].slice(0, 2);
  const found: string[] = [];
  for (const font of FONTS) {
    await pageTurn();
    if (pair.some(([usually, generic]) => width(`'${font}',${generic}`) !== usually)) found.push(font);
  }
  return found;
}

const ruler = ({ document }: FrameWindow): Measures | null => document.createElement('canvas').getContext('2d');

/** Measured with a canvas of a frame's: in the page's own its web fonts would count, and one of these names would be loaded. */
export async function fonts(
  within: <T>(use: (inner: FrameWindow) => Promise<T>) => Promise<T | null> = inQuietFrame,
): Promise<Signals['fonts'] | Missing> {
  const found = await within(async inner => {
    await turn();
    const context = ruler(inner);
    return context && installedFonts(context);
  });
  return found ?? { missing: 'blocked' };
}
