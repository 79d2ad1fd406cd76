import { runInNewContext } from 'node:vm';

type Filters = Readonly<Record<string, readonly string[]>>;

/** The body of FingerprintJS' function. */
const BODY = /(?<=^function getFilters\(\) \{\n)[\s\S]*?(?=^\}\n)/m;
const ADDRESS = /\[href/;

/** Runs in the agent, too: hence all on its own, and in the syntax of 2020. */
function unpacked(text: string): Filters {
  const inOrder = (it: string) => (/ferh\[/.test(it) ? [...it].reverse().join('') : it);
  const lines = text.split('|').map(line => line.split(',').map(inOrder));
  return Object.fromEntries(lines.map(([name, ...selectors]) => [name, selectors]));
}

/**
 * FingerprintJS' code with its lists of advertisements' selectors as one text, which is packed smaller. It has them in base64, since
 * scanners take addresses in them for the page's own links (its issue 734); here those with an address stand backwards.
 */
export function packedFilters(code: string): string {
  const filters: Filters = runInNewContext(`(() => {${BODY.exec(code)?.[0]}})()`, { atob });
  const backwards = (it: string) => (ADDRESS.test(it) ? [...it].reverse().join('') : it);
  const text = Object.entries(filters)
    .map(([name, selectors]) => [name, ...selectors.map(backwards)].join())
    .join('|');
  if (JSON.stringify(unpacked(text)) !== JSON.stringify(filters)) throw new Error('a selector is not what it was');
  return code.replace(BODY, () => `${unpacked}\nreturn unpacked(${JSON.stringify(text)});`);
}
