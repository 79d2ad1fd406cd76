import assert from 'node:assert/strict';
import { consoleReader } from '../../../client/more-signals/console-reader.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const STILL = { stack: 0, name: 1, getter: 0, prototype: 0 };
const READ = { ...STILL, stack: 1, name: 2 };

describe('client: the consoleReader signal', () => {
  it('is what was looked at in the page and in the worker, and which error came first', async () => {
    const value = await consoleReader(
      { seed: 7, quiet: false },
      () => STILL,
      async () => ({ looks: READ }),
    );
    const { shape } = SIGNALS.consoleReader;
    assert.deepEqual(shape.parse(value), { nameFirst: true, page: STILL, worker: READ });
  });

  it('follows the seed', async () => {
    const told: boolean[] = [];
    const look = (nameFirst: boolean) => {
      told.push(nameFirst);
      return STILL;
    };
    for (const seed of [0, 1, 2]) await consoleReader({ seed, quiet: false }, look, async () => null);
    assert.deepEqual(told, [false, true, false]);
  });

  it('is of the page alone where no worker can be had', async () => {
    const value = await consoleReader(
      { seed: 0, quiet: false },
      () => STILL,
      async () => null,
    );
    assert.deepEqual(value, { nameFirst: false, page: STILL, worker: null });
  });

  it('leaves a console alone that something of the page stands before: error reporters look by themselves', async () => {
    const look = () => assert.fail('the console was written to');
    const reporter = (...said: unknown[]) => said.map(String);
    const value = await consoleReader({ seed: 0, quiet: false }, look, async () => ({ looks: READ }), reporter);
    assert.deepEqual(value, { nameFirst: false, page: null, worker: READ });
  });

  it('keeps what the page showed where the worker does not answer', async () => {
    const never = () => new Promise<null>(() => {});
    assert.deepEqual(await consoleReader({ seed: 0, quiet: false }, () => READ, never), {
      nameFirst: false,
      page: READ,
      worker: null,
    });
  });

  it('writes nothing in a quiet page', async () => {
    const look = () => assert.fail('the console was written to');
    assert.deepEqual(await consoleReader({ seed: 0, quiet: true }, look, async () => null), { missing: 'blocked' });
  });
});
