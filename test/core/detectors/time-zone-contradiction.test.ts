import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

describe('detector time-zone-contradiction', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('time-zone-contradiction'), []);
  });

  it('speaks of a zone that never had this clock: Intl was changed and Date was not, or the other way round', () => {
    const zone = { zone: 'America/New_York', offsetMin: -300 };
    assert.notEqual(
      evidenceOf('time-zone-contradiction', withSignals({ timeZone: zone }, {}, PEOPLE.plainChromium)),
      null,
    );
    const history = [540, 540, 540, 540, 540, 540, 540, 540, -300, -240, -300, -240];
    assert.notEqual(
      evidenceOf('time-zone-contradiction', withSignals({ timeZoneHistory: history }, {}, PEOPLE.plainChromium)),
      null,
    );
  });

  it('fits every zone that this machine knows to itself, by Date and by Intl', () => {
    const wrong = Intl.supportedValuesOf('timeZone').filter(zone => {
      const past = (utcMs: number): number => {
        const text = new Date(utcMs).toLocaleString('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
        const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(text) ?? [];
        return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
      };
      const timeZoneHistory = [0, 0, 0, 0, 0, 0, 0, 0, past(Date.UTC(2011, 0, 15)), past(Date.UTC(2015, 6, 15))];
      const facts = withSignals({ timeZone: { zone, offsetMin: 0 }, timeZoneHistory }, {}, PEOPLE.plainChromium);
      return evidenceOf('time-zone-contradiction', facts) !== null;
    });
    assert.deepEqual(wrong, []);
  });

  it('is silent about a zone that it does not know', () => {
    const timeZone = { zone: 'Mars/Olympus_Mons', offsetMin: 0 };
    assert.equal(evidenceOf('time-zone-contradiction', withSignals({ timeZone }, {}, PEOPLE.plainChromium)), null);
  });
});
