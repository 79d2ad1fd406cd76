import assert from 'node:assert/strict';
import { speech } from '../../../client/more-signals/speech.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const voice = (lang: string, voiceURI: string, localService = true) => ({ lang, voiceURI, localService });

const calm = () => false;

class Synthesis extends EventTarget {
  voices = [voice('ja-JP', 'Kyoko'), voice('en-US', 'Samantha'), voice('en-US', 'Google US', false)];
  asked = 0;
  readonly emptyAnswers: number;
  constructor(emptyAnswers = 0) {
    super();
    this.emptyAnswers = emptyAnswers;
  }
  getVoices() {
    this.asked += 1;
    return this.asked > this.emptyAnswers ? this.voices : [];
  }
}

describe('client: the speech signal', () => {
  it('counts voices, those on the device, and languages', async () => {
    const signal = SIGNALS.speech.shape.parse(await speech(new Synthesis(), 1, calm));
    assert.deepEqual([signal.voices, signal.local, signal.languages], [3, 2, 2]);
  });

  it('has the same hash in whatever order the voices come', async () => {
    const turned = new Synthesis();
    turned.voices.reverse();
    assert.deepEqual(await speech(turned, 1, calm), await speech(new Synthesis(), 1, calm));
  });

  it('waits for voices that are still being loaded', async () => {
    const loading = new Synthesis(1);
    const pending = speech(loading, 60_000, calm);
    loading.dispatchEvent(new Event('voiceschanged'));
    const signal = await pending;
    assert.ok('voices' in signal && signal.voices === 3);
  });

  it('takes a system without voices for what it is once the wait is over', async () => {
    const signal = await speech(new Synthesis(9), 1, calm);
    assert.ok('voices' in signal && signal.voices === 0);
    assert.deepEqual(await speech(null, 1, calm), { missing: 'unsupported' });
  });

  it('asks nothing of Firefox, which may open a bar above the page for it', async () => {
    const firefox = new Synthesis();
    assert.deepEqual(await speech(firefox, 1, () => true), { missing: 'unsupported' });
    assert.equal(firefox.asked, 0);
  });
});
