/** Markup is recognised by a symbol: nothing that came as JSON or as a form field can pass for it. */
const MARKUP = Symbol('markup');

export type Html = { readonly [MARKUP]: string };
type Piece = string | number | null | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A page's markup. Every value is escaped, for text and for quoted attributes, unless it is markup of this tag itself;
 * null is nothing. There is no way to mark a string as safe.
 */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const parts = strings.map((text, at) => (at === 0 ? text : rendered(pieces[at - 1] ?? null) + text));
  return { [MARKUP]: parts.join('') };
}

export function htmlText(it: Html): string {
  return it[MARKUP];
}

function rendered(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'string') return escaped(piece);
  if (typeof piece === 'number') return String(piece);
  return MARKUP in piece ? piece[MARKUP] : piece.map(htmlText).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, it => ENTITIES[it] ?? '');
}
