import type { Language, Words } from '../../../shared/wire/words.ts';

/** Looked for in this order: each browser names those before it, too. */
const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(A|iOS)?\//, 'Microsoft Edge'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bLine\//i, 'LINE'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const same = (name: string): Words => ({ ja: name, en: name });
const SYSTEMS: readonly (readonly [pattern: RegExp, name: Words])[] = [
  [/\biPhone\b/, { ja: 'iPhone', en: 'an iPhone' }],
  [/\biPad\b/, { ja: 'iPad', en: 'an iPad' }],
  [/\bAndroid\b/, { ja: 'Android端末', en: 'an Android device' }],
  [/\bWindows\b/, { ja: 'Windowsパソコン', en: 'a Windows computer' }],
  [/\bCrOS\b/, same('Chromebook')],
  [/\bMacintosh\b/, { ja: 'Mac', en: 'a Mac' }],
  [/\bLinux\b/, { ja: 'Linuxパソコン', en: 'a Linux computer' }],
];

/** The device as its user of every day would call it. Of a closed list: whoever wrote the user agent may have written anything. */
export function deviceWords(userAgent: string, language: Language): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1][language] ?? null;
  if (language === 'ja') {
    if (system === null) return browser ?? '不明な端末';
    return browser === null ? system : `${system}の${browser}`;
  }
  if (system === null) return browser ?? 'an unknown device';
  return browser === null ? system : `${browser} on ${system}`;
}
