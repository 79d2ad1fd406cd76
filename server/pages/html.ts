/** Only this file can make one: text from a document can never pass for markup. */
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

/** Markup with its values escaped, for text and for quoted attributes. null is nothing; markup of this tag stays as it is. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { [MARKUP]: strings.map((text, at) => (at === 0 ? '' : rendered(pieces[at - 1] ?? null)) + text).join('') };
}

export const htmlText = (it: Html): string => it[MARKUP];

/** A sentence in which `this` is code. */
export function prose(text: string): Html {
  const parts = text
    .split('`')
    .map((part, at) => (at % 2 === 1 ? html`<code class="term">${part}</code>` : html`${part}`));
  return html`${parts}`;
}

function rendered(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'string') return piece.replace(/[&<>"']/g, it => ENTITIES[it] ?? '');
  if (typeof piece === 'number') return String(piece);
  return MARKUP in piece ? piece[MARKUP] : piece.map(htmlText).join('');
}
