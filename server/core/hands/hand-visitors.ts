/** Who showed a hand: marks of the account and of the browser it came by. */
export type HandVisitor = { readonly account: string; readonly browser: string };

/** As a list's member; marks hold no space. */
export const writeHandVisitor = ({ account, browser }: HandVisitor): string => `${account} ${browser}`;

export function readHandVisitor(member: string): HandVisitor {
  const [account = '', browser = ''] = member.split(' ');
  return { account, browser };
}

/**
 * How many others there are: of another account and from another browser than `own`, and than each other. A person at two devices, a
 * family at one, and the second try on a page that stayed are one.
 */
export function otherVisitors(own: HandVisitor, shownBy: readonly HandVisitor[]): number {
  const met = [own];
  for (const it of shownBy) {
    if (met.every(({ account, browser }) => account !== it.account && browser !== it.browser)) met.push(it);
  }
  return met.length - 1;
}
