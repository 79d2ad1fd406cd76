import { TOKEN_LIFE_MS } from '../../shared/constants.ts';
import type { Report } from '../../shared/wire/report.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';
import { dropUnknown } from './known-report.ts';
import { readCarrier, readNonce, writeCarrier, writeToken } from './seals.ts';

/** What the server itself saw of the report's request. */
export type Connection = {
  readonly origin: string | null;
  readonly userAgent: string;
  readonly address: string;
  readonly carrierCookie: string | null;
};

export type Collected = {
  readonly token: string;
  readonly expiresInMs: number;
  /** The cookie to set: the known one again, so that it stays, or a new one. */
  readonly carrierCookie: string;
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
  if (site.agent === 'off') throw new ProblemError('agent-off');
  const { keys, random } = ports;
  const now = ports.clock.now();
  const nonce = readNonce(keys, site.id, now, report.nonce);
  if (!nonce.ok) throw new ProblemError(nonce.code);

  const returning = connection.carrierCookie === null ? null : readCarrier(keys, site.id, connection.carrierCookie);
  const carrier = { id: returning ?? random.hex(16), returning: returning !== null };
  const { signals, streams, dropped } = dropUnknown(report);
  // Time first: what is stored together lies together.
  const id = now.toString(16).padStart(12, '0') + random.hex(10);
  const { origin, userAgent, address } = connection;
  const stored = { id, siteId: site.id, createdAt: now, origin, session: report.session ?? null };
  const saved = await ports.state.saveReport(
    { ...stored, userAgent, address, carrier, signals, streams },
    nonce,
    LIMITS.saveReportMsMax,
  );
  if (saved === 'nonce-used') throw new ProblemError('nonce-used');

  return {
    token: writeToken(keys, site.id, now, { reportId: id, carrierId: returning }),
    expiresInMs: TOKEN_LIFE_MS,
    carrierCookie: returning === null ? writeCarrier(keys, site.id, now, carrier.id) : (connection.carrierCookie ?? ''),
    dropped,
  };
}
