import assert from 'node:assert/strict';
import { fonts } from '../../../client/more-signals/fonts.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

describe('client: the fonts signal', () => {
  it('holds the names that were found, within what the wire accepts', async () => {
    assert.deepEqual(await fonts(async () => ['Calibri', 'MS Mincho']), ['Calibri', 'MS Mincho']);
    const many = await fonts(async () => Array(200).fill('f'.repeat(99)));
    assert.equal(SIGNALS.fonts.shape.safeParse(many).success, true);
  });
});
