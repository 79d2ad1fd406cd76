import type { NoticeRequest, NoticeView } from '../../shared/wire/owner-answers.ts';
import { deviceWords } from '../core/notice/device-words.ts';
import { noticeText } from '../core/notice/notice-text.ts';
import { hasEntered, type Notice, nextNoticeAt, readNotices, writeNotice } from '../core/notice/notice-throttle.ts';
import { placeWords } from '../core/notice/place-words.ts';
import { shortMark } from '../core/subjects/mark.ts';
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
  const results = stored.outcomes.map(it => it.result);
  const own: Notice = { screening: id, at: now, entered: hasEntered(stored.phase, results) };
  const before = await noticesOf(ports, site, ref);
  const isRepeated = before.some(it => it.screening === id);
  const nextAt = nextNoticeAt(before, own.entered);
  if (!isRepeated && nextAt > now) return { text: null, nextAt: timeOf(nextAt) };
  // First what can fail.
  const text = await textOf(ports, site, stored, request);
  if (isRepeated) return { text, nextAt: timeOf(nextAt) };
  const isFirst = await keep(ports, site, ref, own, before);
  return { text: isFirst ? text : null, nextAt: timeOf(nextNoticeAt([...before, own], own.entered)) };
}

/** Of several that are made at the same instant the first one is kept: they all follow the same one, and its place is taken once. */
async function keep(
  { state, keys }: Noticing,
  site: Site,
  ref: string,
  notice: Notice,
  before: readonly Notice[],
): Promise<boolean> {
  const { screening, at, entered } = notice;
  const following = [site.id, 'notice', ref, before.at(-1)?.screening ?? '', entered];
  const key = keys.reference('idempotency', following.join('\n'));
  // A mark: who erases the account leaves no name of it here.
  const mark = shortMark(screening);
  const place = { key, digest: '', screeningId: mark, expiresAt: at + LIMITS.noticePlaceLifeMs };
  const question = { siteId: site.id, now: at };
  await state.change({ ...question, changes: [], idempotency: place }, LIMITS.changeMsMax);
  const asked = { ...question, reportId: null, subjects: [], idempotencyKey: key };
  const { idempotent } = await state.load(asked, LIMITS.changeMsMax);
  if (idempotent?.screeningId !== mark) return false;
  const changes = [
    {
      subject: { type: 'account', key: ref } as const,
      changes: [{ kind: 'add', list: 'notices', member: writeNotice(notice) } as const],
    },
  ];
  await state.change({ ...question, changes, idempotency: null }, LIMITS.changeMsMax);
  return true;
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
  { id, createdAt, action, phase }: StoredScreening,
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
    failed: phase === 'failed',
    place,
    device: deviceWords(userAgent, language),
  });
}

const timeOf = (at: number): string => new Date(at).toISOString();
