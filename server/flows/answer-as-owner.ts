import type { AnswerPlace, OwnerAnswer, OwnerAnswerRequest } from '../../shared/wire/owner-answers.ts';
import { knownDeviceId } from '../../shared/wire/screening.ts';
import { isTrustworthy, type KnownDevice, keysOfDevice, readDevices } from '../core/device-status.ts';
import { isDoubted } from '../core/history.ts';
import { answerLabel, isOlderUse } from '../core/owner-answer.ts';
import { trustIn } from '../core/trust-lessons.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { StoredScreening } from '../ports/records.ts';
import type { Site } from '../ports/sites.ts';
import { personalOf } from './personal-part.ts';
import { viewOf } from './read-screenings.ts';
import { keepOutcome } from './report-outcome.ts';

type Answering = Pick<Ports, 'records' | 'state' | 'keys' | 'clock'>;
type Lists = Readonly<Record<string, readonly string[]>>;

/**
 * What the owner, or whoever took his place, said to "was this you?". Kept as an outcome with what it is worth; only one that can be
 * believed teaches. The same again changes nothing. Throws a ProblemError where the login it was given in is none of this account's;
 * rejects with StateAway or RecordsAway.
 */
export async function answerAsOwner(
  ports: Answering,
  site: Site,
  id: string,
  { answer, source, confidence, answeredIn, identified, comment }: OwnerAnswerRequest,
): Promise<OwnerAnswer> {
  const doubted = await ports.records.screening(site.id, id);
  if (doubted === null) throw new ProblemError('screening-unknown');
  const ref = doubted.accountRef;
  if (ref === null) throw new ProblemError('answer-login-unfit');
  const lists = await listsOf(ports, site, ref);
  const login = identified === true ? null : await loginOf(ports, site, doubted, answeredIn ?? '');
  const place: AnswerPlace = login === null ? 'identified' : await placeOf(ports, site, doubted, login, lists);
  const device = deviceOf(ports, doubted, lists);
  const stands =
    vouchedKeys(device, lists).length > 0 || isOlderUse(device, login === null ? null : deviceOf(ports, login, lists));
  const label = answerLabel(answer, place, stands);
  const kept = await keepOutcome(ports, site, id, {
    result: label.result,
    source,
    comment: comment ?? null,
    confidence: Math.min(confidence ?? 1, label.confidence),
    at: ports.clock.now(),
    ...(label.teaches ? {} : { teaches: false }),
  });
  return { place, teaches: label.teaches, screening: viewOf(kept) };
}

/** In which the question was answered. */
async function loginOf(
  { records, clock }: Answering,
  site: Site,
  doubted: StoredScreening,
  answeredIn: string,
): Promise<StoredScreening> {
  const login = await records.screening(site.id, answeredIn);
  const isOwn = login !== null && login.accountRef === doubted.accountRef && login.phase === 'succeeded';
  if (!isOwn || clock.now() - login.createdAt > LIMITS.answerLoginWithinMs) {
    throw new ProblemError('answer-login-unfit');
  }
  return login;
}

async function placeOf(
  ports: Answering,
  site: Site,
  doubted: StoredScreening,
  login: StoredScreening,
  lists: Lists,
): Promise<AnswerPlace> {
  if (isSameBrowser(doubted, login) || (await isSameSession(ports, site, doubted, login))) return 'doubted-device';
  // What somebody said of it and was not believed speaks against nobody.
  const told = login.outcomes.filter(it => it.teaches !== false).map(it => it.result);
  const isOdd =
    login.wouldBe === 'NG' ||
    login.answer.bot.kind !== null ||
    login.features.deviceKeyForked === true ||
    told.at(-1) === 'stepup-failed' ||
    isDoubted(told);
  const isVouched = login.keyId !== null && vouchedKeys(deviceOf(ports, login, lists), lists).includes(login.keyId);
  return !isOdd && isVouched ? 'vouched-device' : 'unproven-device';
}

/** Known by any of its names; two that show none are the same to anybody. */
function isSameBrowser(one: StoredScreening, other: StoredScreening): boolean {
  const names = (it: StoredScreening): readonly (string | null)[] => [
    it.id,
    it.keyId,
    it.reportId,
    knownDeviceId(it.answer),
  ];
  const others = names(other);
  const shared = names(one).some((it, n) => it !== null && it === others[n]);
  return shared || [one, other].every(it => it.keyId === null && knownDeviceId(it.answer) === null);
}

async function isSameSession(
  ports: Answering,
  site: Site,
  one: StoredScreening,
  other: StoredScreening,
): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map(it => personalOf(ports, site, it.id)));
  return a?.session !== undefined && a.session !== '' && a.session === b?.session;
}

/** That it came from, as it is now. */
function deviceOf({ clock }: Answering, { answer }: StoredScreening, lists: Lists): KnownDevice | null {
  const id = knownDeviceId(answer);
  return readDevices(lists['devices'] ?? [], clock.now()).find(it => it.id === id) ?? null;
}

/** Now, whatever it was then: a passkey may have spoken for it since. */
function vouchedKeys(device: KnownDevice | null, lists: Lists): readonly string[] {
  if (device === null || !isTrustworthy(device)) return [];
  const { vouched } = trustIn(lists);
  return keysOfDevice(device).filter(it => vouched.has(it));
}

async function listsOf({ state, clock }: Answering, site: Site, ref: string): Promise<Lists> {
  const subjects = [{ type: 'account', key: ref }] as const;
  const query = { siteId: site.id, now: clock.now(), reportId: null, subjects, idempotencyKey: null };
  return (await state.load(query, LIMITS.changeMsMax)).subjects[0]?.lists ?? {};
}
