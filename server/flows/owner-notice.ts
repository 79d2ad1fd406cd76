import type { NoticeRequest, NoticeView } from '../../shared/wire/owner-answers.ts';
import { deviceWords } from '../core/notice/device-words.ts';
import { noticeText } from '../core/notice/notice-text.ts';
import { type Notice, nextNoticeAt, readNotices, writeNotice } from '../core/notice/notice-throttle.ts';
import { placeWords } from '../core/notice/place-words.ts';
import type { Change } from '../core/subjects/subject.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { StoredScreening } from '../ports/records.ts';
import type { Site } from '../ports/sites.ts';
import { personalOf } from './personal-part.ts';

type Noticing = Pick<Ports, 'records' | 'state' | 'keys' | 'clock' | 'networks'>;

/**
 * The text that asks the owner whether a screening was his own doing; null: his account has had too many of late. The same screening's is
 * given again, and counts once. Throws a ProblemError where there is nobody to be asked; rejects with StateAway or RecordsAway.
 */
export async function ownerNotice(
  ports: Noticing,
  site: Site,
  id: string,
  request: NoticeRequest,
): Promise<NoticeView> {
  const now = ports.clock.now();
  const stored = await ports.records.screening(site.id, id);
  if (stored === null) throw new ProblemError('screening-unknown');
  const ref = stored.accountRef;
  if (ref === null || now - stored.createdAt > LIMITS.noticeWithinMs) throw new ProblemError('notice-not-possible');
  const before = await noticesOf(ports, site, ref);
  const isRepeated = before.some(it => it.screening === id);
  if (!isRepeated && nextNoticeAt(before) > now) return { text: null, nextAt: timeOf(nextNoticeAt(before)) };
  // First what can fail.
  const text = await textOf(ports, site, stored, request);
  if (isRepeated) return { text, nextAt: timeOf(nextNoticeAt(before)) };
  const kept = await keep(ports, site, ref, { screening: id, at: now });
  return { text: kept.isFirst ? text : null, nextAt: timeOf(nextNoticeAt(kept.notices)) };
}

/** Of several that are made at the same instant the first one stays. */
async function keep(
  ports: Noticing,
  site: Site,
  ref: string,
  notice: Notice,
): Promise<{ readonly isFirst: boolean; readonly notices: readonly Notice[] }> {
  const member = writeNotice(notice);
  const change = (it: Change): Promise<void> => {
    const changes = [{ subject: { type: 'account', key: ref } as const, changes: [it] }];
    return ports.state.change({ siteId: site.id, now: notice.at, changes, idempotency: null }, LIMITS.changeMsMax);
  };
  await change({ kind: 'add', list: 'notices', member });
  const notices = await noticesOf(ports, site, ref);
  const own = notices.findIndex(it => writeNotice(it) === member);
  if (nextNoticeAt(notices.slice(0, Math.max(0, own))) <= notice.at) return { isFirst: true, notices };
  await change({ kind: 'remove', list: 'notices', member });
  return { isFirst: false, notices: notices.toSpliced(own, 1) };
}

async function noticesOf({ state, clock }: Noticing, site: Site, ref: string): Promise<readonly Notice[]> {
  const subjects = [{ type: 'account', key: ref }] as const;
  const query = { siteId: site.id, now: clock.now(), reportId: null, subjects, idempotencyKey: null };
  const { subjects: known } = await state.load(query, LIMITS.changeMsMax);
  return readNotices(known[0]?.lists['notices'] ?? []);
}

async function textOf(
  ports: Noticing,
  site: Site,
  { id, createdAt, action }: StoredScreening,
  { language, name, timeZone }: NoticeRequest,
): Promise<string> {
  const personal = await personalOf(ports, site, id);
  const { ip = '', userAgent = '' } = personal?.client ?? {};
  const place = placeWords(ports.networks.of(ip), language);
  return noticeText({
    language,
    name,
    timeZone,
    at: createdAt,
    action,
    place,
    device: deviceWords(userAgent, language),
  });
}

const timeOf = (at: number): string => new Date(at).toISOString();
