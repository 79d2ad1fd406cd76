import assert from 'node:assert/strict';
import { answerLabel } from '../../server/core/owner-answer.ts';
import { ANSWER_PLACES, OWNER_SAYS } from '../../shared/wire/owner-answers.ts';

describe('what an answer to “was this you?” is worth', () => {
  it('is decided by where it was given', () => {
    const lines = ANSWER_PLACES.flatMap(place =>
      OWNER_SAYS.flatMap(said =>
        [false, true].map(vouched => {
          const { result, confidence, teaches } = answerLabel(said, place, vouched);
          return `${place} ${said}${vouched ? ' of a vouched device' : ''}: ${result} ${confidence}${teaches ? ' teaches' : ''}`;
        }),
      ),
    );
    assert.deepEqual(lines, [
      'identified yes: legit 0.9 teaches',
      'identified yes of a vouched device: legit 0.9 teaches',
      'identified no: fraud 0.9 teaches',
      'identified no of a vouched device: fraud 0.9 teaches',
      'vouched-device yes: legit 0.9 teaches',
      'vouched-device yes of a vouched device: legit 0.9 teaches',
      'vouched-device no: fraud 0.9 teaches',
      'vouched-device no of a vouched device: fraud 0.9 teaches',
      'unproven-device yes: legit 0.1',
      'unproven-device yes of a vouched device: legit 0.1',
      'unproven-device no: disputed 0.6 teaches',
      'unproven-device no of a vouched device: disputed 0.3',
      'doubted-device yes: legit 0.1',
      'doubted-device yes of a vouched device: legit 0.1',
      'doubted-device no: disputed 0.3',
      'doubted-device no of a vouched device: disputed 0.3',
    ]);
  });
});
