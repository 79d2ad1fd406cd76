import assert from 'node:assert/strict';
import { activation } from '../../../client/behavior/activation.ts';
import { STREAMS } from '../../../shared/wire/streams.ts';
import { stage } from '../stage.ts';

describe('client: the activation stream', () => {
  let active: boolean | undefined;
  const open = (framed = false) => {
    const { play, read } = stage(watch =>
      activation(
        watch,
        () => active,
        () => framed,
      ),
    );
    const untouched = () => STREAMS.activation.shape.parse(read({ nowMs: 1, handOut: true })).untouched;
    return { play, untouched };
  };
  beforeEach(() => {
    active = false;
  });

  it('says where the page counts as operated and nothing had touched it', () => {
    const driven = open();
    driven.play('pageshow', 1, { persisted: false });
    assert.equal(driven.untouched(), false);
    active = true;
    assert.equal(driven.untouched(), true);
  });

  it('leaves alone who pressed, typed, pasted or clicked, in the page, before it or beside it', () => {
    const stages = ['pointerdown', 'keydown', 'paste', 'click', 'blur', 'pageshow'].map(type => {
      const it = open();
      it.play(type, 1, { persisted: true });
      return it;
    });
    const framed = open(true);
    active = true;
    const before = open();
    assert.ok([...stages, framed, before].every(it => !it.untouched()));
  });

  it('says nothing of browsers that do not tell', () => {
    active = undefined;
    assert.equal(open().untouched(), false);
  });
});
