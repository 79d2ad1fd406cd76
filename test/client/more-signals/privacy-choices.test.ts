import assert from 'node:assert/strict';
import { privacyChoices } from '../../../client/more-signals/privacy-choices.ts';

describe('client: the privacyChoices signal', () => {
  it('holds what the person said', () => {
    assert.deepEqual(privacyChoices({ globalPrivacyControl: true, doNotTrack: '1' }), { gpc: true, doNotTrack: '1' });
  });

  it('does not take silence for an answer', () => {
    assert.deepEqual(privacyChoices({ doNotTrack: null }), { gpc: null, doNotTrack: null });
  });
});
