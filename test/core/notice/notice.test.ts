import assert from 'node:assert/strict';
import { deviceWords } from '../../../server/core/notice/device-words.ts';
import { noticeText } from '../../../server/core/notice/notice-text.ts';
import {
  hasEntered,
  NOTICE_EVERY_MS,
  type Notice,
  nextNoticeAt,
  readNotices,
  writeNotice,
} from '../../../server/core/notice/notice-throttle.ts';
import { placeWords } from '../../../server/core/notice/place-words.ts';
import { ACTIONS } from '../../../shared/wire/judgement.ts';
import { noticeRequestSchema } from '../../../shared/wire/owner-answers.ts';
import { LANGUAGES } from '../../../shared/wire/words.ts';
import { listed, onNetwork } from '../../support/networks.ts';
import { PEOPLE } from '../../support/people.ts';
import { addressIn } from '../../support/person-facts.ts';

const AT = Date.UTC(2026, 10, 21, 9, 5);
const DAY_MS = 24 * 60 * 60_000;

describe('a notice’s text', () => {
  const asked = {
    name: 'デモ銀行',
    at: AT,
    timeZone: 'Asia/Tokyo',
    action: 'login',
    failed: false,
    device: 'MacのSafari',
  } as const;

  it('says when, about where and with what, in the language and the time zone of the customer', () => {
    const ja = noticeText({ ...asked, language: 'ja', place: '日本' });
    assert.match(ja, /^【デモ銀行】.*\n2026年11月21日 18:05 日本標準時に/);
    assert.match(ja, /\n操作：ログイン\n場所：日本（おおよそ）\n端末：MacのSafari\n/);
    const en = noticeText({ ...asked, language: 'en', name: 'Demo Bank', place: 'Japan', timeZone: 'UTC' });
    assert.match(
      en,
      /^Demo Bank: was this you\?\nOn your account, 21 November 2026 at 09:05 Coordinated Universal Time:/,
    );
    assert.match(en, /open Demo Bank yourself/);
  });

  it('holds nothing that a phone or a mail program makes a link of', () => {
    for (const language of LANGUAGES)
      for (const action of ACTIONS) {
        const text = noticeText({ ...asked, language, action, place: placeWords(addressIn('JP'), language) });
        assert.doesNotMatch(text.replace(/\d\d:\d\d/, ''), /[a-z]:\/|www|@|\S[.．]\S|[a-z]。[a-z]|\d{5}/i, text);
      }
  });

  it('takes no name that could become a link, and no zone that there is not', () => {
    const takes = (change: object) =>
      noticeRequestSchema.safeParse({ language: 'ja', name: 'Bank', ...change }).success;
    assert.ok(takes({}) && takes({ name: 'Dr. Nakamatsu & Sons' }) && takes({ timeZone: 'Europe/Paris' }));
    for (const name of ['bank.example', 'https:x', 'a@b', 'evil。com', 'a/b', 'a\nb', '', ' '])
      assert.ok(!takes({ name }), name);
    for (const timeZone of ['Asia/Edo', '']) assert.ok(!takes({ timeZone }), timeZone);
  });
});

describe('a device in words', () => {
  it('is what its user of every day would call it', () => {
    const words = Object.values(PEOPLE).map(it => deviceWords(it.userAgent, 'en'));
    assert.deepEqual(
      [...new Set(words)].toSorted(),
      [
        'Chrome on Chromebook',
        'Chrome on a Linux computer',
        'Chrome on a Mac',
        'Chrome on a Windows computer',
        'Chrome on an Android device',
        'Chrome on an iPhone',
        'Firefox on a Linux computer',
        'Firefox on a Windows computer',
        'Microsoft Edge on a Windows computer',
        'Safari on a Mac',
        'Safari on an iPhone',
        'Samsung Internet on an Android device',
      ].toSorted(),
    );
    assert.equal(deviceWords(PEOPLE.safariOnIphone.userAgent, 'ja'), 'iPhoneのSafari');
  });

  it('repeats nothing of what a stranger wrote', () => {
    for (const language of LANGUAGES)
      assert.doesNotMatch(deviceWords('Go to evil.example/Safari now', language), /evil|example/);
    assert.equal(deviceWords('', 'ja'), '不明な端末');
  });
});

describe('a place in words', () => {
  const osaka = addressIn('JP', {
    place: { country: 'JP', region: '27', city: 'Osaka', timeZone: '', latitude: 0, longitude: 0, radiusKm: 20 },
  });

  it('is the town of a fixed line, and else the country', () => {
    assert.equal(placeWords(osaka, 'ja'), '日本（Osaka付近）');
    assert.equal(placeWords(osaka, 'en'), 'Japan (near Osaka)');
    assert.equal(placeWords({ ...osaka, asn: onNetwork('mobile').asn }, 'ja'), '日本');
    assert.equal(placeWords({ ...osaka, place: osaka.place && { ...osaka.place, radiusKm: 200 } }, 'en'), 'Japan');
  });

  it('is not known where it is hidden, private or nowhere', () => {
    assert.match(placeWords(listed('vpn'), 'en'), /unknown \(hidden/);
    assert.equal(placeWords({ ...osaka, scope: 'private' }, 'ja'), '不明');
    assert.equal(placeWords(addressIn(null), 'en'), 'unknown');
  });
});

describe('the throttle of notices', () => {
  const notice = (ms: number, entered = true): Notice => ({ screening: `scr_${ms}`, at: AT + ms, entered });
  const HOUR_MS = 3_600_000;

  it('lets one through in ten minutes, and three in a day', () => {
    assert.equal(nextNoticeAt([], true), Number.NEGATIVE_INFINITY);
    assert.equal(nextNoticeAt([notice(0)], true), AT + NOTICE_EVERY_MS);
    const three = [notice(0), notice(HOUR_MS), notice(2 * HOUR_MS)];
    assert.equal(nextNoticeAt(three, true), AT + DAY_MS);
    assert.equal(nextNoticeAt([...three, notice(DAY_MS)], true), AT + HOUR_MS + DAY_MS);
  });

  it('keeps the last of a day, and its instant, for those about who came in', () => {
    const tries = [notice(0, false), notice(HOUR_MS, false)];
    assert.equal(nextNoticeAt(tries, false), AT + DAY_MS);
    assert.equal(nextNoticeAt(tries, true), Number.NEGATIVE_INFINITY);
    assert.equal(nextNoticeAt([...tries, notice(2 * HOUR_MS)], true), AT + DAY_MS, 'three in all');
    assert.equal(nextNoticeAt([notice(0)], false), AT + NOTICE_EVERY_MS, 'a try waits for any');
  });

  it('knows who came in by what the site told, at once or afterwards', () => {
    assert.equal(hasEntered('succeeded', []), true);
    assert.equal(hasEntered('attempted', ['succeeded']), true);
    assert.equal(hasEntered('attempted', ['failed']), false);
    assert.equal(hasEntered('failed', ['legit']), false);
  });

  it('is written and read back, the oldest first, and of one screening the first', () => {
    const members = [notice(5), notice(1, false), { ...notice(5), at: AT + 9 }].map(writeNotice);
    const read = readNotices(members).map(it => `${it.screening} ${it.at - AT} ${it.entered}`);
    assert.equal(read.join(), 'scr_1 1 false,scr_5 5 true');
  });
});
