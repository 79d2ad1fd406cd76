/** `good`: as it should be; `odd`: works, and costs something; `wrong`: the agent, the cookie or the key does not work like this. */
export type Finding = {
  readonly state: 'good' | 'odd' | 'wrong';
  /** What was looked at, in a word or two. */
  readonly what: string;
  readonly found: string;
  /** How to mend it; none where nothing is to be mended. */
  readonly mend?: string;
};

export const good = (what: string, found: string): Finding => ({ state: 'good', what, found });
export const odd = (what: string, found: string, mend: string): Finding => ({ state: 'odd', what, found, mend });
export const wrong = (what: string, found: string, mend: string): Finding => ({ state: 'wrong', what, found, mend });

const MARKS = { good: 'ok   ', odd: 'ODD  ', wrong: 'WRONG' } as const;

export const findingLine = ({ state, what, found, mend }: Finding): string =>
  `${MARKS[state]}  ${what}: ${found}${mend === undefined ? '' : `\n         ${mend}`}`;
