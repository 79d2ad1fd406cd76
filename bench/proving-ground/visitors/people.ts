import type { Manner, Task } from '../../../test/support/desk.ts';
import type { Visitor } from '../visitor.ts';

type Person = { readonly task: Omit<Task, 'url'>; readonly manner?: Partial<Manner>; readonly short?: boolean };

/** A person at the desk: a browser that nobody drives, a hand and a rhythm that are never the same twice. */
export const person = (name: string, { task, manner = {}, short = false }: Person): Visitor => ({
  name,
  kind: 'person',
  needs: [task.browser, 'xvfb', 'xdotool'],
  short,
  async visit(lab) {
    const desk = await lab.desk();
    const visit = await desk.open({ ...task, url: lab.url });
    lab.atEnd(() => visit.close());
    await visit.logIn({ user: lab.user, ...manner });
    await lab.judged();
  },
});

export const PEOPLE: readonly Visitor[] = [
  person('person in Chromium', { task: { browser: 'chromium' }, short: true }),
  person('person in Chromium, keyboard alone', { task: { browser: 'chromium' }, manner: { by: 'keyboard' } }),
  person('person in Firefox', { task: { browser: 'firefox' } }),
];
