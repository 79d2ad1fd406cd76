import type { Desk } from '../../test/support/desk.ts';
import type { Places } from '../../test/support/element-places.ts';
import type { PartName } from '../../test/support/parts.ts';
import type { BrowserKind } from '../../test/support/plain-browser.ts';
import type { SeededRandom } from '../../test/support/seeded-random.ts';
import type { VirtualScreen } from '../../test/support/virtual-screen.ts';
import type { Seen } from './front.ts';

/**
 * One row of the table. `tool`: must not be taken for a person. `person`: must be let in. `untested`: cannot run here, and is said to be
 * missing. `limit`: a program of which nothing can be seen from inside a page; reported, never a failure.
 */
export type Visitor = {
  readonly name: string;
  readonly kind: 'tool' | 'person' | 'untested' | 'limit';
  readonly needs: readonly PartName[];
  /** Among the few of `--short`. */
  readonly short?: boolean;
  /** Logs in to the demo, or tries to; resolves when the gate has judged it (`lab.judged()`). */
  readonly visit: (lab: Lab) => Promise<void>;
};

/** What a visitor is given: one visit's own server, with nothing in it, behind a front that only watches. */
export type Lab = {
  /** The demo's login page. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly random: SeededRandom;
  /** What has passed the front so far. */
  readonly seen: Seen;
  screen(): Promise<VirtualScreen>;
  /** The screen's environment, without holes. */
  env(): Promise<Record<string, string>>;
  /** Where the page's elements stand on the screen, looked up on another server: this one has not been visited. */
  places(browser: BrowserKind): Promise<Places>;
  desk(): Promise<Desk>;
  /** Run after the visit, in reverse order, also where it failed. */
  atEnd(close: () => unknown): void;
  /** Until a login was answered with a verdict `times` times and, in a browser, the peers have said theirs. */
  judged(until?: { times?: number; withinMs?: number }): Promise<void>;
};
