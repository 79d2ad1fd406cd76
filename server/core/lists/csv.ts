/** CSV as RFC 4180 has it, with what keeps a spreadsheet from taking a cell for a formula. */

/**
 * What a spreadsheet calculates, or a Japanese one in its full-width forms (OWASP, CSV injection); a cell that begins so is written
 * behind an apostrophe, and read without it. What begins with apostrophes before it gets one more, so that reading gives back what
 * was written.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/u;

/** With it spreadsheets read UTF-8 as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

const cell = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/** Rows with the line each begins at; empty ones are left out. `brokenAt`: the line where a quote is opened or closed wrongly. */
export function parseCsv(text: string): { readonly rows: readonly CsvRow[] } | { readonly brokenAt: number } {
  const rows: CsvRow[] = [];
  // A cell, and what ends it; sticky, so that nothing is skipped.
  const next = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|\n|\r|$)/uy;
  next.lastIndex = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  let line = 1;
  let begunAt = 1;
  let cells: string[] = [];
  while (next.lastIndex < text.length || cells.length > 0) {
    const found = next.exec(text);
    if (found === null) return { brokenAt: line };
    const [whole, raw = '', end] = found;
    cells.push(unguarded(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw));
    line += whole.match(/\r\n|\n|\r/gu)?.length ?? 0;
    if (end === ',') continue;
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: begunAt, cells });
    cells = [];
    begunAt = line;
  }
  return { rows };
}

const unguarded = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text);
