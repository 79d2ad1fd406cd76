import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attentiveMs } from '../../server/adapters/attentive-clock.ts';
import { openNetworks } from '../../server/adapters/networks/open-networks.ts';
import { access } from '../../server/core/domains/access.ts';
import { laidOut } from '../../server/core/layout-problem.ts';
import { ListIndex } from '../../server/core/lists/list-index.ts';
import { watchAddresses } from '../../server/flows/address-watch.ts';
import { type ExchangedCalibrations, openCalibrations } from '../../server/flows/calibrations.ts';
import { collect } from '../../server/flows/collect.ts';
import { addSite } from '../../server/flows/manage-sites.ts';
import { type ScreenOptions, screen } from '../../server/flows/screen.ts';
import { writeNonce } from '../../server/flows/seals.ts';
import { type ExchangedHabits, openHabits } from '../../server/flows/site-habits.ts';
import { type SiteVelocity, siteVelocity } from '../../server/flows/site-velocity.ts';
import { openStore } from '../../server/open-store.ts';
import type { Ports } from '../../server/ports/ports.ts';
import type { Site } from '../../server/ports/sites.ts';
import { readPolicy } from '../../server/read-policy.ts';
import type { Program } from '../../shared/wire/programs.ts';
import type { SignalReadings, StreamReadings } from '../../shared/wire/report.ts';
import { type ScreeningAnswer, type ScreeningQuestion, screeningRequestSchema } from '../../shared/wire/screening.ts';
import type { DeviceSigner } from './device-signer.ts';
import { ownHand } from './own-hand.ts';
import { PEOPLE, type Person } from './people.ts';

export const ORIGIN = 'https://bank.example';
/** An address in Japan, as GeoLite knows it. */
export const IP_IN_JAPAN = '133.11.0.1';

export type Visit = {
  readonly person?: Person;
  readonly signals?: SignalReadings;
  readonly origin?: string | null;
  readonly session?: string;
  /** User-Agent header of the report's request. */
  readonly userAgent?: string;
  readonly site?: Site;
  /** Where the report comes from. */
  readonly address?: string;
  /** A browser that keeps its cookie from one visit to the next; none: a new one each time. */
  readonly device?: string;
  /** Signs the report with its key. */
  readonly signer?: DeviceSigner;
  /** Says Sec-GPC: 1. */
  readonly gpc?: boolean;
  /** What it answers where the boxes of its nonce lie, as a browser does where nothing is said; null: nothing. */
  readonly layout?: readonly number[] | null;
  /** What work is asked of it. */
  readonly work?: { readonly bits: number; readonly asked: (nonce: string) => void };
};

export type AskOptions = {
  readonly person?: Person;
  /** The form's summary, its movements those of a hand that is the account's own; null: none was sent. */
  readonly hands?: StreamReadings | null;
  /** Its movements come as they are. */
  readonly recorded?: boolean;
  readonly site?: Site;
  readonly idempotency?: ScreenOptions['idempotency'];
  readonly deadlineMs?: number;
  /** Those that the site registered. */
  readonly programs?: readonly Program[];
  readonly homeCountries?: readonly string[];
  readonly lists?: ListIndex;
  /** Of another process. */
  readonly siteVelocity?: SiteVelocity;
  /** Instead of the stage's own, such as a state that is away. */
  readonly ports?: Partial<Ports>;
};

export type FlowStage = {
  readonly ports: Ports;
  readonly site: Site;
  /** Where the embedded store and the spool are. */
  readonly folder: string;
  /** What owners' visits showed of the detectors; exchanged with the store when told to. */
  readonly calibrations: ExchangedCalibrations;
  /** How usual things are on each site; the same. */
  readonly habits: ExchangedHabits;
  /** What whole sites do now. */
  readonly velocity: SiteVelocity;
  /** Moves the clock on. */
  readonly pass: (ms: number) => void;
  /** Opens the page: nonce, report, token. */
  readonly visit: (visit?: Visit) => Promise<string>;
  readonly ask: (question: Partial<ScreeningQuestion>, options?: AskOptions) => Promise<ScreeningAnswer>;
  readonly close: () => Promise<void>;
};

type Stores = Omit<Parameters<typeof openStore>[0], 'dataFolder'>;

/** The flows over stores of their own, the embedded one in a new folder unless told; a clock that moves only when told to; no HTTP. */
export async function openFlowStage(stores: Stores = { secrets: null }): Promise<FlowStage> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-flow-'));
  const opened = await openStore({ dataFolder: folder, ...stores });
  opened.work();
  let now = Date.UTC(2026, 10, 21, 9);
  const cookies = new Map<string, string>();
  const { clock, calibrationCounts } = { ...opened, clock: { now: () => now } };
  const calibrations = await openCalibrations(calibrationCounts, access.detectors, clock, {
    onDemoted: () => {},
    onPromoted: () => {},
    onEnded: () => {},
    onAway: error => {
      throw error;
    },
  });
  const habits = await openHabits(opened.habitCounts, clock, error => {
    throw error;
  });
  const networks = openNetworks(join(folder, 'lists'));
  const ports: Ports = {
    ...opened,
    networks,
    clock: { now: () => now, monotonic: () => performance.now(), attentive: attentiveMs },
  };
  const velocity = siteVelocity(habits, opened.keys);
  const addressWatch = watchAddresses({ onOff: () => {}, onOn: () => {} });
  const added = await addSite(ports, 'bank', [ORIGIN]);
  await ports.sites.change(added.id, { mode: 'enforce' });
  const site = (await ports.sites.byName('bank')) ?? added;
  return {
    ports,
    site,
    folder,
    calibrations,
    habits,
    velocity,
    pass: ms => {
      now += ms;
    },
    visit: (visit = {}) => openPage(ports, { site, cookies, ...visit }),
    ask: (question, options = {}) =>
      askGate(ports, question, { site, calibrations, habits, addressWatch, siteVelocity: velocity, ...options }),
    close: async () => {
      networks.stop();
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type CookieJar = { readonly cookies: Map<string, string> };

async function openPage(ports: Ports, visit: Visit & CookieJar & { readonly site: Site }): Promise<string> {
  const { site, person = PEOPLE.chromiumOnLinux, signals = {}, origin = ORIGIN, session, userAgent } = visit;
  const nonce = writeNonce(ports.keys, site.id, ports.clock.now(), ports.random.hex(16), visit.work?.bits);
  visit.work?.asked(nonce);
  const layout = visit.layout === null ? undefined : (visit.layout ?? laidOut(nonce));
  const report = { v: 1, nonce, session, layout, signals: { ...person.signals, ...signals }, streams: {} } as const;
  const carrierCookie = visit.cookies.get(visit.device ?? '') ?? null;
  const digest = createHash('sha256').update(JSON.stringify(report)).digest('base64url');
  const signed = { siteKey: site.publicKey, origin: origin ?? '', nonce, session: session ?? '', digest };
  const collected = await collect(ports, site, report, {
    origin,
    userAgent: userAgent ?? person.userAgent,
    address: visit.address ?? IP_IN_JAPAN,
    carrierCookie,
    gpc: visit.gpc ?? false,
    proof: visit.signer?.sign(signed),
    bodyDigest: () => digest,
  });
  visit.signer?.answered(collected.counter);
  if (visit.device !== undefined) visit.cookies.set(visit.device, collected.carrierCookie);
  return collected.token;
}

const POLICY = readPolicy('access');
/** So long that a busy machine does not answer in the state's place. */
const DEADLINE_MS = 10_000;

function askGate(
  ports: Ports,
  question: Partial<ScreeningQuestion>,
  options: AskOptions &
    Pick<ScreenOptions, 'addressWatch' | 'calibrations' | 'habits' | 'siteVelocity'> & { readonly site: Site },
): Promise<ScreeningAnswer> {
  const { site, person = PEOPLE.chromiumOnLinux, hands = person.hands, idempotency = null } = options;
  const { deadlineMs = DEADLINE_MS, programs = [], calibrations, habits, addressWatch, homeCountries = [] } = options;
  const { lists = new ListIndex() } = options;
  const moved = hands === null || options.recorded === true ? hands : ownHand(hands, question.account?.id ?? '');
  const { token } = question;
  const asked = {
    domain: 'access',
    action: 'login',
    phase: 'succeeded',
    origin: ORIGIN,
    account: { id: 'hanako@example.com' },
    client: { ip: IP_IN_JAPAN, userAgent: person.userAgent, ...headersOf(person) },
    ...question,
    token: token && moved !== null && !token.includes('~') ? `${token}~${summary(moved)}` : token,
  };
  const timed = <T>(_: string, run: () => T): T => run();
  const { siteVelocity } = options;
  const given = {
    siteVelocity,
    calibrations,
    habits,
    lists,
    programs,
    addressWatch,
    homeCountries,
    idempotency,
    timed,
    deadlineMs,
  };
  const rest = { policy: POLICY, domain: access, dataVersions: {}, ...given };
  return screen({ ...ports, ...options.ports }, site, screeningRequestSchema.parse(asked), rest);
}

const headersOf = ({ headers }: Person) => (headers === undefined ? {} : { headers: [...headers] });

export const summary = (streams: StreamReadings, work?: readonly number[]): string =>
  Buffer.from(JSON.stringify({ v: 1, streams, work })).toString('base64url');

let unattestedCount = 0;

/** The form field of a page whose collect call was blocked; each by another hand, unless `streams` are told. */
export function unattested(person: Person, signals: SignalReadings = {}, streams?: StreamReadings): string {
  const shown = { ...person.signals, ...signals };
  const moved = streams ?? ownHand(person.hands, `unattested ${unattestedCount++}`);
  return `~${Buffer.from(JSON.stringify({ v: 1, signals: shown, streams: moved })).toString('base64url')}`;
}

/** Codes of the reasons for analysts. */
export const codesOf = (answer: ScreeningAnswer): string[] =>
  answer.reasons.filter(it => it.audience === 'analyst').map(it => it.code);
