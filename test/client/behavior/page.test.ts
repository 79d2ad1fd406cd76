import assert from 'node:assert/strict';
import { page } from '../../../client/behavior/page.ts';
import { STREAMS } from '../../../shared/wire/streams.ts';
import { stage } from '../stage.ts';

function opened(document = { hidden: false }) {
  let clockMs = 0;
  const { play, forge, read } = stage(watch => page({ ...watch, now: () => clockMs }), document);
  const at = (ms: number) => {
    clockMs = ms;
  };
  return {
    document,
    play: (type: string, ms: number, properties?: object) => {
      at(ms);
      play(type, ms, properties);
    },
    forge,
    readAt: (nowMs: number, handOut = false) => STREAMS.page.shape.parse(read({ nowMs, handOut })),
  };
}

describe('client: the page stream', () => {
  it('tells a hand-out from a mere report', () => {
    const { readAt } = opened();
    const untouched = {
      ageMs: 1200,
      firstInteractionMs: null,
      submitMs: null,
      hiddenMs: 0,
      restored: false,
    };
    assert.deepEqual(readAt(1200.4), untouched);
    assert.deepEqual(readAt(1200.4, true), { ...untouched, submitMs: 1200 });
  });

  it('keeps the first press, key, paste or assistive click, by a person', () => {
    for (const type of ['pointerdown', 'keydown', 'paste', 'click']) {
      const { play, forge, readAt } = opened();
      forge(type);
      play('pointermove', 100);
      play(type, 700);
      play('keydown', 900);
      assert.equal(readAt(1000).firstInteractionMs, 700, type);
    }
  });

  it('adds up the time nobody saw the page, up to the snapshot', () => {
    const { document, play, readAt } = opened({ hidden: true });
    document.hidden = false;
    play('visibilitychange', 300);
    document.hidden = true;
    play('visibilitychange', 1000);
    assert.equal(readAt(1500).hiddenMs, 800);
  });

  it('begins again when the page comes back from the back/forward cache', () => {
    const { play, readAt } = opened();
    play('keydown', 500);
    play('pageshow', 90_000, { persisted: true });
    const restored = {
      ageMs: 4000,
      firstInteractionMs: null,
      submitMs: 4000,
      hiddenMs: 0,
      restored: true,
    };
    assert.deepEqual(readAt(94_000, true), restored);
    play('pointerdown', 95_000);
    assert.equal(readAt(96_000).firstInteractionMs, 5000);
  });

  it('does not begin again at the first show', () => {
    const { play, readAt } = opened();
    play('pageshow', 100, { persisted: false });
    assert.deepEqual(readAt(1000), {
      ageMs: 1000,
      firstInteractionMs: null,
      submitMs: null,
      hiddenMs: 0,
      restored: false,
    });
  });

  it('counts from the moment a prerendered page is opened', () => {
    const { document, play, readAt } = opened({ hidden: true });
    document.hidden = false;
    play('prerenderingchange', 20_000);
    assert.equal(readAt(21_000).ageMs, 1000);
    assert.equal(readAt(21_000).hiddenMs, 0);
  });
});
