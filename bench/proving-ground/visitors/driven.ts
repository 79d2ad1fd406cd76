import type { DrivenPage, Manner } from '../manners.ts';
import type { Lab, Visitor } from '../visitor.ts';

type Opener<P> = (lab: Lab) => Promise<P>;

/** A row: a browser that a tool opens, and how the tool then operates its page. */
export const driven = <P extends DrivenPage>(
  name: string,
  open: Opener<P>,
  manner: Manner<P>,
  more: Partial<Visitor> = {},
): Visitor => ({
  name,
  kind: 'tool',
  needs: ['chromium', 'xvfb'],
  ...more,
  async visit(lab) {
    await manner(await open(lab), lab);
    await lab.judged();
  },
});
