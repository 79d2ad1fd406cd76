import { deepEqual, equal, ok } from 'node:assert/strict';
import { siteShapes } from '../../server/flows/site-shapes.ts';
import { LIMITS } from '../../server/limits.ts';

const NOW = 1_790_000_000_000;
const FAILED = { tries: 1, failures: 1 } as const;

describe('shapes of a site’s logins', () => {
  const noted = (shapes: ReturnType<typeof siteShapes>, names: readonly string[]): void => {
    for (const name of names) {
      const login = { tried: FAILED, vouched: false, account: name, address: 'one' };
      shapes.note('a-site', [{ cut: 'image', key: name }], login, NOW);
    }
  };
  const keys = (taken: readonly { readonly key: string }[]): readonly string[] => taken.map(it => it.key);
  const named = (count: number, as: string): readonly string[] => Array.from({ length: count }, (_, n) => `${as}-${n}`);

  it('are taken once each, and then no more', () => {
    const shapes = siteShapes();
    noted(shapes, ['a', 'b', 'c', 'a']);
    deepEqual(keys(shapes.take()), ['a', 'b', 'c']);
    deepEqual(shapes.take(), []);
  });

  it('are the latest ones where more changed than are kept, however many an attacker makes up', () => {
    const shapes = siteShapes();
    const all = named(3 * LIMITS.pulseShapesKept, 'made-up');
    noted(shapes, all);
    const taken = keys(shapes.take());
    ok(taken.length >= LIMITS.pulseShapesKept && taken.length <= 2 * LIMITS.pulseShapesKept, `${taken.length}`);
    deepEqual(taken, all.slice(-taken.length));
  });

  it('that could not be told are there again, before those that changed since', () => {
    const shapes = siteShapes();
    const told = named(LIMITS.pulseShapesKept, 'told');
    noted(shapes, told);
    const taken = shapes.take();
    const since = named(LIMITS.pulseShapesKept / 2, 'since');
    noted(shapes, since);
    shapes.putBack(taken);
    deepEqual(keys(shapes.take()), [...told, ...since]);
  });

  it('are not pushed out by what others are told of older ones', () => {
    const shapes = siteShapes();
    for (let account = 0; account < 100; account++) {
      const login = { tried: FAILED, vouched: false, account: `account-${account}`, address: `address-${account}` };
      shapes.note('a-site', [{ cut: 'image', key: 'campaign' }], login, NOW);
    }
    noted(shapes, named(LIMITS.pulseShapesKept - 1, 'older'));
    const [, ...older] = shapes.take();
    noted(shapes, named(LIMITS.pulseShapesKept - 1, 'newer'));
    shapes.tell(older, () => null, NOW);
    equal(shapes.see('a-site', [{ cut: 'image', key: 'campaign' }], null, NOW).campaign?.accounts, 100);
  });
});
