import type { Language } from '../sdk/node/index.ts';
import { type Html, html, htmlText } from './html.ts';
import { TEXTS } from './texts.ts';

export type Page = {
  /** Never translated: others rely on it. */
  readonly title: string;
  readonly language: Language;
  /** Of the link to the other language: a result cannot be asked for again, so it leads back to the form. */
  readonly switchText: Readonly<Record<Language, string>>;
  /** Beside bank.css, which holds colours and frame. */
  readonly style?: 'login.css' | 'judgement.css' | 'signals.css';
  /** Where the link to the other language leads; the login page where nothing is said. */
  readonly path?: string;
  readonly main: Html;
  /** Attributes of <body>, and the agent's script tag. */
  readonly bodyAttributes?: Html;
  readonly head?: Html;
};

const OTHER: Readonly<Record<Language, Language>> = { ja: 'en', en: 'ja' };

/** A whole document. The sign is a torii, which once stood at a road's barrier station: 関所. */
export function page({
  title,
  language,
  switchText,
  style,
  path = '/demo/login',
  main,
  bodyAttributes,
  head,
}: Page): string {
  const other = OTHER[language];
  const document = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="/demo/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/demo/bank.css">
${style === undefined ? null : html`<link rel="stylesheet" href="/demo/${style}">`}
${head ?? null}
</head>
<body${bodyAttributes ?? null}>
<a class="skip" href="#main">${TEXTS.skip[language]}</a>
<header class="top">
<p class="brand"><img src="/demo/mark.svg" alt="" width="30" height="30"><span>Demo Bank</span></p>
<a class="switch" href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${switchText[other]}</a>
</header>
<main id="main" tabindex="-1">${main}</main>
<footer class="bottom"><p>${TEXTS.footer[language]}</p></footer>
</body>
</html>
`;
  return htmlText(document);
}
