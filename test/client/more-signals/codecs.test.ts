import assert from 'node:assert/strict';
import { codecs } from '../../../client/more-signals/codecs.ts';
import { MEDIA_TYPES } from '../../../shared/probes.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const player = (answers: Record<string, string>) => ({ canPlayType: (type: string) => answers[type] ?? '' });
const streams = (...types: string[]) => ({ isTypeSupported: (type: string) => types.includes(type) });

describe('client: the codecs signal', () => {
  it('has two digits for each type, in their order', () => {
    const [mp3 = '', vorbis = ''] = MEDIA_TYPES;
    const signal = codecs(player({ [mp3]: 'probably', [vorbis]: 'maybe' }), { MediaSource: streams(vorbis) });
    assert.equal(SIGNALS.codecs.shape.parse(signal), '2011'.padEnd(2 * MEDIA_TYPES.length, '0'));
  });

  it('asks the managed source of iPhones, and knows no streams where there is neither', () => {
    const [mp3 = ''] = MEDIA_TYPES;
    assert.equal(codecs(player({}), { ManagedMediaSource: streams(mp3) }).slice(0, 4), '0100');
    assert.equal(codecs(player({}), {}).slice(0, 4), '0-0-');
  });
});
