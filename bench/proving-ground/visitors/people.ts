import { ACTED_PEOPLE } from '../../../test/support/acted-people.ts';
import type { Visitor } from '../visitor.ts';

/** Whoever the browser tests let in at a desk: clocks, settings, extensions, hands and rhythms, ordinary and odd. */
export const PEOPLE: readonly Visitor[] = ACTED_PEOPLE.map(({ name, browser, act }, nth) => ({
  name: `person: ${name}`,
  kind: 'person',
  needs: [browser, 'xvfb', 'xdotool'],
  short: nth === 0,
  async visit(lab) {
    const { task, manner, end } = act(lab.user);
    lab.atEnd(() => end?.());
    const desk = await lab.desk();
    const visit = await desk.open({ ...task, browser, url: lab.url });
    lab.atEnd(() => visit.close());
    if (manner !== null) await visit.logIn({ user: lab.user, ...manner });
    await lab.judged();
  },
}));
