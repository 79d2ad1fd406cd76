import type { ScreeningRecord } from '../../server/ports/records.ts';
import type { Site } from '../../server/ports/sites.ts';
import type { Spooled, StoredReport } from '../../server/ports/state.ts';
import type { Program } from '../../shared/wire/programs.ts';
import { screeningAnswerSchema } from '../../shared/wire/screening.ts';

let count = 0;

/** A record as screen.ts makes them, small; ids rise with time as they do there. */
export function sampleRecord(change: Partial<ScreeningRecord> = {}, codes: readonly string[] = []): ScreeningRecord {
  const createdAt = change.createdAt ?? 1_800_000_000_000 + count;
  count++;
  const id = change.id ?? `scr_${createdAt.toString(16).padStart(12, '0')}${count.toString(16).padStart(20, '0')}`;
  const answer = screeningAnswerSchema.parse({
    id,
    verdict: 'OK',
    score: 5,
    mode: 'enforce',
    wouldBe: 'OK',
    decidedBy: 'score',
    reasons: codes.map(code => ({
      code,
      hypothesis: 'bot',
      family: 'integrity',
      provenance: 'observed',
      weight: 0,
      counted: 0,
      audience: 'analyst',
      text: { ja: code, en: code },
      facts: {},
    })),
    bot: { verdict: 'human', kind: null, kindProvenance: null, program: null, score: 5, prior: -3, logit: -3 },
    takeover: { score: 3, prior: -3.5, logit: -3.5 },
    counterfactual: null,
    account: null,
    lock: null,
    device: null,
    stepUp: null,
    policy: { revision: 'access-000000000000' },
    tookMs: 1,
  });
  return {
    id,
    siteId: 'site-1',
    createdAt,
    domain: 'access',
    action: 'login',
    phase: 'succeeded',
    channel: 'web',
    mode: 'enforce',
    wouldBe: 'OK',
    accountRef: null,
    addressRef: 'address-1',
    networkRef: 'network-1',
    keyId: null,
    reportId: null,
    idempotencyKey: null,
    answer,
    features: {} as ScreeningRecord['features'],
    evidence: [],
    habit: null,
    policyRevision: 'access-000000000000',
    dataVersions: {},
    propensity: 1,
    payloadDigest: 'digest',
    payload: { salt: 'salt', sealed: new Uint8Array([1, 2, 3]) },
    ...change,
  };
}

/** The same, from a browser that was known in this way. */
export function fromDevice(record: ScreeningRecord, id: string, by: 'key' | 'cookie' | 'linked'): ScreeningRecord {
  const rest = { recallId: null, status: 'active', confidence: 1, vouched: false, linked: null } as const;
  return { ...record, answer: { ...record.answer, device: { id, by, keyProven: by === 'key', ...rest } } };
}

export const sampleSpooled = (change: Partial<Spooled> = {}): Spooled => ({
  record: sampleRecord(),
  changes: [],
  idempotency: null,
  ...change,
});

export const sampleSite = (change: Partial<Site> = {}): Site => ({
  id: 's-1',
  name: 'bank',
  publicKey: 'pk_1',
  mode: 'observe',
  enforceShare: 1,
  origins: ['https://bank.example'],
  agent: 'on',
  fingerprint: 'full',
  gpc: 'honour',
  workBits: 0,
  detectorsOff: [],
  failover: {},
  ...change,
});

export const sampleProgram = (change: Partial<Program> = {}): Program => ({
  name: 'Moneybook',
  kind: 'aggregator',
  userAgent: null,
  networks: ['203.0.113.0/24'],
  certificates: [],
  keys: [],
  ...change,
});

export function sampleReport(change: Partial<StoredReport> = {}): StoredReport {
  count++;
  return {
    id: `report-${count}`,
    siteId: 'site-1',
    createdAt: 1_800_000_000_000,
    origin: 'https://bank.example',
    session: null,
    userAgent: 'ua',
    address: '192.0.2.1',
    carrier: { id: 'c', returning: false },
    key: { state: 'none' },
    likeness: null,
    layout: 'right',
    work: null,
    signals: { webdriver: false },
    streams: {},
    ...change,
  };
}
