import { UNSPENT } from '../../shared/constants.ts';
import { readSpentVisit, type SpentVisit } from '../core/key-line.ts';
import {
  type GateDevice,
  isSightingDue,
  type Likeness,
  type Looked,
  likenessOf,
  SEEN_FIRST,
  sightingsOf,
} from '../core/linking/likeness.ts';
import type { Subject, SubjectChange, SubjectId } from '../core/subjects/subject.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';
import type { StoredReport } from '../ports/state.ts';
import { deviceIdOf } from './device.ts';
import type { ProofReading } from './device-proof.ts';

export type Meeting = {
  readonly site: Site;
  readonly now: number;
  readonly proof: ProofReading;
  readonly carrier: StoredReport['carrier'];
  /** null: its image is not compared. */
  readonly looked: Looked | null;
};

/** The browser of a report, as the state remembers it. */
export type MetBrowser = {
  readonly spent: readonly SpentVisit[];
  readonly likeness: Likeness | null;
  /** What is to be remembered of its image. */
  readonly sightings: readonly SubjectChange[];
};

/**
 * One question to the state: the key, the cookie, and all the places where its image is looked for. Who brings a cookie or a counter is
 * most likely known, so that little of his image is asked for; once a week, when that is to be remembered anew, the rest is.
 */
export async function meetBrowser(ports: Pick<Ports, 'state'>, meeting: Meeting): Promise<MetBrowser> {
  const { now, proof, carrier, looked } = meeting;
  const key: SubjectId[] = proof.state === 'verified' ? [{ type: 'key', key: proof.keyId }] : [];
  const cookie: SubjectId[] = carrier.returning && looked !== null ? [{ type: 'device', key: carrier.id }] : [];
  const places = looked?.subjects ?? [];
  const isExpected = carrier.returning || (proof.state === 'verified' && proof.counter !== UNSPENT);
  const asked = [...key, ...cookie, ...(isExpected ? places.slice(0, SEEN_FIRST) : places)];
  const found = await ask(ports, meeting, asked);
  const spent = (key.length === 0 ? [] : (found[0]?.lists['spent'] ?? [])).map(readSpentVisit);
  if (looked === null) return { spent, likeness: null, sightings: [] };

  const device = gateDevice(meeting, asked, found);
  // A cookie that many browsers bring is nobody's.
  const byCookie = key.length === 0 && deviceIdOf(null, carrier, found[0] ?? null) !== null;
  const recognised = device !== null || byCookie;
  const seen = found.slice(key.length + cookie.length);
  const isDue = device !== null && isSightingDue(looked, seen, { device, limits: LIMITS, now });
  if (isExpected && (isDue || !recognised)) seen.push(...(await ask(ports, meeting, places.slice(SEEN_FIRST))));
  return {
    spent,
    likeness: likenessOf(looked, seen, { recognised, now }),
    sightings: isDue ? sightingsOf(looked, seen, device, now) : [],
  };
}

/** By its key, else by its cookie; null: no screening has remembered it, and anybody may bring one that was never used. */
function gateDevice(
  { proof, carrier }: Meeting,
  asked: readonly SubjectId[],
  found: readonly (Subject | null)[],
): GateDevice | null {
  const keyId = proof.state === 'verified' ? proof.keyId : null;
  const at = asked.findIndex(({ type }) => type === (keyId === null ? 'device' : 'key'));
  const [subject, remembered] = [asked[at], found[at]];
  if (subject === undefined || remembered === undefined || remembered === null) return null;
  const id = deviceIdOf(keyId, carrier, remembered);
  return id === null ? null : { id, subject, remembered };
}

async function ask(
  { state }: Pick<Ports, 'state'>,
  { site, now }: Meeting,
  subjects: readonly SubjectId[],
): Promise<(Subject | null)[]> {
  if (subjects.length === 0) return [];
  const query = { siteId: site.id, now, reportId: null, subjects, idempotencyKey: null };
  return [...(await state.load(query, LIMITS.saveReportMsMax)).subjects];
}
