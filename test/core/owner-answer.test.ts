import assert from 'node:assert/strict';
import type { KnownDevice } from '../../server/core/device-status.ts';
import { answerLabel, isOlderUse } from '../../server/core/owner-answer.ts';
import { ANSWER_PLACES, OWNER_SAYS } from '../../shared/wire/owner-answers.ts';

describe('what an answer to “was this you?” is worth', () => {
  it('is decided by where it was given', () => {
    const lines = ANSWER_PLACES.flatMap(place =>
      OWNER_SAYS.flatMap(said =>
        [false, true].map(stands => {
          const { result, confidence, teaches } = answerLabel(said, place, stands);
          return `${place} ${said}${stands ? ' of one that stands' : ''}: ${result} ${confidence}${teaches ? ' teaches' : ''}`;
        }),
      ),
    );
    assert.deepEqual(lines, [
      'identified yes: legit 0.9 teaches',
      'identified yes of one that stands: legit 0.9 teaches',
      'identified no: fraud 0.9 teaches',
      'identified no of one that stands: fraud 0.9 teaches',
      'vouched-device yes: legit 0.9 teaches',
      'vouched-device yes of one that stands: legit 0.9 teaches',
      'vouched-device no: fraud 0.9 teaches',
      'vouched-device no of one that stands: fraud 0.9 teaches',
      'unproven-device yes: legit 0.1',
      'unproven-device yes of one that stands: legit 0.1',
      'unproven-device no: disputed 0.6 teaches',
      'unproven-device no of one that stands: disputed 0.3',
      'doubted-device yes: legit 0.1',
      'doubted-device yes of one that stands: legit 0.1',
      'doubted-device no: disputed 0.3',
      'doubted-device no of one that stands: disputed 0.3',
    ]);
  });
});

describe('which of two devices an account was used from for longer', () => {
  const DAY = 24 * 60 * 60_000;
  const device = (from: number, to: number, change: Partial<KnownDevice> = {}): KnownDevice => ({
    ...{ id: 'dev_1', status: 'active', cause: 'login', changedAt: 0, logins: 3, recallId: null, keys: [], by: null },
    firstSeenAt: from * DAY,
    lastSeenAt: to * DAY,
    ...change,
  });

  it('is the one of three logins over fourteen days, the older of two such', () => {
    const old = device(0, 14);
    assert.equal(isOlderUse(old, null), true);
    assert.equal(isOlderUse(old, device(1, 15)), true);
    assert.equal(isOlderUse(device(1, 15), old), false);
    assert.equal(isOlderUse(device(1, 15), device(0, 13)), true, 'seen before, and not for long');
    assert.equal(isOlderUse(device(0, 13), null), false);
    assert.equal(isOlderUse(device(0, 14, { logins: 2 }), null), false, 'tries are no use');
    assert.equal(isOlderUse(device(0, 14, { status: 'fraudulent' }), null), false);
    assert.equal(isOlderUse(null, null), false);
  });
});
