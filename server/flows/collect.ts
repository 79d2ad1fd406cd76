import { TOKEN_LIFE_MS } from '../../shared/constants.ts';
import { isMissing } from '../../shared/wire/reading.ts';
import type { Report } from '../../shared/wire/report.ts';
import type { LayoutAnswer } from '../core/facts.ts';
import { isFork, type SpentVisit, visitKnownBy } from '../core/key-line.ts';
import { isLaidOut } from '../core/layout-problem.ts';
import { type Likeness, lookedFor } from '../core/linking/likeness.ts';
import type { SubjectChange } from '../core/subjects/subject.ts';
import { ProblemError, StateAway } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';
import type { StoredReport } from '../ports/state.ts';
import { type ProofReading, readProof } from './device-proof.ts';
import { fingerprintLevel } from './fingerprint-level.ts';
import { atLevel, dropUnknown } from './known-report.ts';
import { meetBrowser } from './met-browser.ts';
import { readCarrier, readCounter, readNonce, writeCarrier, writeCounter, writeToken } from './seals.ts';

/** What the server itself saw of the report's request. */
export type Connection = {
  readonly origin: string | null;
  readonly userAgent: string;
  readonly address: string;
  readonly carrierCookie: string | null;
  /** The header PROOF_HEADER, and the digest of the body that it signs. */
  readonly proof: string | undefined;
  readonly bodyDigest: () => string;
  readonly gpc: boolean;
};

export type Collected = {
  readonly token: string;
  readonly expiresInMs: number;
  /** The cookie to set: the known one again, so that it stays, or a new one. */
  readonly carrierCookie: string;
  /** What a device that proved its key goes on from at its next visit; '' where it is to make a new one. */
  readonly counter?: string;
  /** Signals and streams that this server does not know. */
  readonly dropped: number;
};

/** Takes one page view's report for a token. Throws a ProblemError where nonce or site do not hold. */
export async function collect(
  ports: Pick<Ports, 'clock' | 'random' | 'keys' | 'state'>,
  site: Site,
  report: Report & { nonce: string },
  connection: Connection,
): Promise<Collected> {
  const { keys, random } = ports;
  const now = ports.clock.now();
  const nonce = readNonce(keys, site.id, now, report.nonce);
  if (!nonce.ok) throw new ProblemError(nonce.code);

  const returning = connection.carrierCookie === null ? null : readCarrier(keys, site.id, connection.carrierCookie);
  const carrier = { id: returning ?? random.hex(16), returning: returning !== null };
  const { signals: known, streams, dropped } = dropUnknown(report);
  // An agent of before the site's change, or one that was tampered with, may show more.
  const signals = atLevel(known, fingerprintLevel(site, connection.gpc));
  // Time first: what is stored together lies together.
  const id = now.toString(16).padStart(12, '0') + random.hex(10);
  const { origin, userAgent, address } = connection;
  const proof = await proofOf(site, report, connection);
  const looked = mayCompare(site, connection) ? lookedFor(signals, userAgent) : null;
  const met = await meetBrowser(ports, { site, now, proof, carrier, looked });
  const { spent, likeness } = met;
  const key = keyOf(keys, proof, nonce.at, spent);
  const stored = { id, siteId: site.id, createdAt: now, origin, session: report.session ?? null };
  const saved = await ports.state.saveReport(
    {
      ...stored,
      ...{ userAgent, address, carrier, key, likeness, signals, streams },
      layout: layoutOf(report),
      work: nonce.workBits === 0 ? null : { nonce: report.nonce, bits: nonce.workBits },
    },
    nonce,
    LIMITS.saveReportMsMax,
  );
  if (saved === 'nonce-used') throw new ProblemError('nonce-used');
  await remember(ports, site, now, met.sightings);

  return {
    token: writeToken(keys, site.id, now, {
      reportId: id,
      carrierId: returning,
      keyId: key.state === 'verified' ? key.id : null,
      recallId: likeness && countedRecall(likeness),
    }),
    expiresInMs: TOKEN_LIFE_MS,
    ...(key.state === 'verified' ? { counter: counterFor(keys, key, id, spent) } : {}),
    carrierCookie: returning === null ? writeCarrier(keys, site.id, now, carrier.id) : (connection.carrierCookie ?? ''),
    dropped,
  };
}

/** What accounts such browsers are used for is counted where none but the image tells them, and few devices have it. */
const countedRecall = ({ recallId, recallDevices, link }: Likeness): string | null =>
  link === null || link.abstains === 'indistinct-kind' || recallDevices > LIMITS.recallDevicesMax ? null : recallId;

function layoutOf({ nonce, layout }: Report & { nonce: string }): LayoutAnswer {
  if (layout === undefined) return 'absent';
  if (isMissing(layout)) return layout;
  return isLaidOut(nonce, layout) ? 'right' : 'wrong';
}

/** Without an Origin header (no browser leaves it out of a POST) there is nothing to hold a signature to. */
async function proofOf(
  site: Site,
  { nonce, session = '' }: Report & { nonce: string },
  { origin, proof, bodyDigest }: Connection,
): Promise<ProofReading> {
  if (proof === undefined) return { state: 'none' };
  if (origin === null) return { state: 'refused' };
  return readProof(proof, { siteKey: site.publicKey, origin, nonce, session, digest: bodyDigest() });
}

/** Who honours Sec-GPC compares nothing of a browser that says it, and remembers nothing of its image. */
const mayCompare = ({ gpc: setting }: Site, { gpc: said }: Connection): boolean => !(said && setting === 'honour');

/** After the report, not with it: a sighting that is lost refuses nobody. */
async function remember(
  { state }: Pick<Ports, 'state'>,
  site: Site,
  now: number,
  changes: readonly SubjectChange[],
): Promise<void> {
  if (changes.length === 0) return;
  try {
    await state.change({ siteId: site.id, now, changes, idempotency: null }, LIMITS.saveReportMsMax);
  } catch (error) {
    if (!(error instanceof StateAway)) throw error;
  }
}

function keyOf(keys: Keys, proof: ProofReading, since: number, spent: readonly SpentVisit[]): StoredReport['key'] {
  if (proof.state !== 'verified') return proof;
  const after = visitKnownBy(readCounter(keys, proof.keyId, proof.counter), spent);
  return { state: 'verified', id: proof.keyId, after, since };
}

/** Of two copies neither is trusted again: each makes a key of its own, and only the owner's is vouched for. */
function counterFor(
  keys: Keys,
  key: StoredReport['key'] & { readonly state: 'verified' },
  visit: string,
  spent: readonly SpentVisit[],
): string {
  return isFork(key, spent) ? '' : writeCounter(keys, key.id, { visit, after: key.after });
}
