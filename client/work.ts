import type { Puzzle } from './transport.ts';
import { whenIdle } from './when-idle.ts';

export type Work = {
  /** Once the page is painted and idle, has the puzzle of this token answered: of the newest alone, and one after another. */
  begin(token: string, puzzle: Puzzle): void;
  /** Of this token; undefined: none, or not yet. */
  answerFor(token: string): readonly number[] | undefined;
};

/** The site's proof of work. Where a page cannot do it, or not in time, the form goes without an answer. `solve` never rejects. */
export function work(
  solve: (puzzle: Puzzle) => Promise<readonly number[] | null>,
  idle: (run: () => void) => void = whenIdle,
): Work {
  let line: Promise<unknown> = Promise.resolve();
  let newest: { readonly token: string; answer?: readonly number[] | undefined } | undefined;
  return {
    begin(token, puzzle) {
      const own: typeof newest = { token };
      newest = own;
      const run = async () => {
        if (newest === own) own.answer = (await solve(puzzle)) ?? undefined;
      };
      // A frame later, so that there was one; none comes while the page is hidden.
      const begin = () => {
        line = line.then(run);
      };
      if (puzzle[1]) idle(() => requestAnimationFrame(begin));
    },
    answerFor: token => (newest?.token === token ? newest.answer : undefined),
  };
}
