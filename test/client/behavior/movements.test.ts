import assert from 'node:assert/strict';
import { movements } from '../../../client/behavior/movements.ts';
import { isMissing } from '../../../shared/wire/reading.ts';
import { STREAMS, type Streams } from '../../../shared/wire/streams.ts';
import { type Stage, stage } from '../stage.ts';

const mouse = { pointerType: 'mouse', pointerId: 1, buttons: 0 };
const button = {
  ...mouse,
  clientX: 130,
  clientY: 60,
  composedPath: () => [{ getBoundingClientRect: () => ({ left: 50, top: 40, width: 100, height: 20 }) }],
};

function move({ play }: Stage<Streams['movements']>, atMs: number, change: object = {}): number {
  for (let i = 0; i <= 8; i++) play('pointermove', atMs + 20 * i, { ...mouse, screenX: 20 * i, screenY: 7, ...change });
  return atMs + 160;
}
function read(it: Stage<Streams['movements']>): Streams['movements']['approaches'] {
  const reading = it.read();
  assert.ok(reading !== undefined && !isMissing(reading));
  return STREAMS.movements.shape.parse(reading).approaches;
}

describe('client: the movements stream', () => {
  it('is empty on an untouched page, and after a press without a movement', () => {
    const page = stage(movements);
    page.play('pointerdown', 100, button);
    assert.deepEqual(read(page), []);
  });

  it('tells of a movement once it ends in a press: how long after, how long, how far from the middle', () => {
    const page = stage(movements);
    const endMs = move(page, 1000);
    assert.deepEqual(read(page), []);
    page.play('pointerdown', endMs + 90, button);
    assert.equal(read(page)[0]?.pressMs, null);
    page.play('pointerup', endMs + 200, button);
    const [{ px, ms, settleMs, pressMs, offset, size } = {}] = read(page);
    // 30 px right of the middle of 100, 10 below the middle of 20.
    assert.deepEqual([px, ms, settleMs, pressMs, offset, size], [160, 160, 90, 110, 1, 20]);
  });

  it('begins anew after a rest, a press and a drag', () => {
    const page = stage(movements);
    page.play('pointermove', 0, { ...mouse, screenX: 900, screenY: 900 });
    const endMs = move(page, 1000);
    page.play('pointerdown', endMs + 10, button);
    move(page, endMs + 20, { buttons: 1 });
    page.play('pointerup', endMs + 300, button);
    page.play('pointerdown', endMs + 400, button);
    assert.deepEqual(
      read(page).map(it => it.points),
      [9],
    );
  });

  it('hears no finger, and nothing that a script made', () => {
    const page = stage(movements);
    page.play('pointerdown', move(page, 0, { pointerType: 'touch' }), { ...button, pointerType: 'touch' });
    for (let i = 0; i <= 8; i++)
      page.forge('pointermove', { ...mouse, screenX: 20 * i, screenY: 0, timeStamp: 1000 + i });
    page.play('pointerdown', 1100, button);
    assert.deepEqual(read(page), []);
  });

  it('says nothing of a place that is none', () => {
    const page = stage(movements);
    page.play('pointerdown', move(page, 0), { ...button, composedPath: () => [{}] });
    assert.deepEqual([read(page)[0]?.offset, read(page)[0]?.size], [null, null]);
  });

  it('keeps the newest six, within 1.8 KB', () => {
    const page = stage(movements);
    for (let i = 0; i < 9; i++) page.play('pointerdown', move(page, 1000 * i, { screenY: i }) + i, button);
    assert.deepEqual(
      read(page).map(it => it.settleMs),
      [3, 4, 5, 6, 7, 8],
    );
    assert.ok(JSON.stringify(page.read()).length < 1800);
  });

  it('stays within the wire’s bounds whatever the page does', () => {
    const page = stage(movements);
    const far = {
      ...button,
      clientX: 1e9,
      composedPath: () => [{ getBoundingClientRect: () => ({ left: 0, top: 0, width: 1e9, height: 1e-3 }) }],
    };
    for (let i = 0; i < 3000; i++)
      page.play('pointermove', i, { ...mouse, screenX: i % 2 === 0 ? 0 : 90_000, screenY: i });
    page.play('pointerdown', 3300, far);
    page.play('pointerup', 1e7, far);
    assert.equal(read(page).length, 1);
  });
});
