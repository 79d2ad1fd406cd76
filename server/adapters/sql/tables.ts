import type { ColumnType } from 'kysely';
import { knownDeviceId } from '../../../shared/wire/screening.ts';
import type { ListEntry } from '../../core/lists/list-entry.ts';
import type { SiteCount } from '../../ports/calibrations.ts';
import type { ScreeningRecord, StoredOutcome } from '../../ports/records.ts';
import type { Site } from '../../ports/sites.ts';
import { writeSighting } from './sighting-text.ts';

/**
 * The tables of records and sites, the same in SQLite and PostgreSQL; each dialect's migrations make them. Text columns that hold
 * JSON hold it as JSON.stringify wrote it: so no character from outside (NUL, half a surrogate) is one that a store refuses.
 *
 * SQLite: all STRICT. Keys and indexes, in both:
 *   screenings         PRIMARY KEY (site_id, id) · (site_id, account_ref, id) WHERE account_ref IS NOT NULL · (site_id, address_ref, id)
 *                      · (site_id, device, id) WHERE device IS NOT NULL · (site_id, verdict, id) WHERE verdict <> 'OK'
 *                      · (site_id, id, sighting), so that bodies are not read
 *   screening_reasons  PRIMARY KEY (site_id, code, screening_id)   WITHOUT ROWID
 *   payloads           PRIMARY KEY (screening_id)
 *   outcomes           PRIMARY KEY (screening_id, n)   WITHOUT ROWID
 *   sites              PRIMARY KEY (id), UNIQUE (name), UNIQUE (public_key)
 *   api_keys           PRIMARY KEY (reference), site_id REFERENCES sites (id)   WITHOUT ROWID
 *   calibration        PRIMARY KEY (site_id, code, engine, system, version, period)   WITHOUT ROWID
 *   calibration_keys   PRIMARY KEY (site_id, code, engine, system, version, mark)   WITHOUT ROWID
 *   programs           PRIMARY KEY (site_id, name), site_id REFERENCES sites (id)
 *   habit_counts       PRIMARY KEY (site_id, cell)   WITHOUT ROWID · (changed_at, site_id, cell)
 *   list_entries       PRIMARY KEY (site_id, id), site_id REFERENCES sites (id) · (revision, id) · (site_id, subject, key, id) · (ended) · (expires_at)
 *   campaign_counts    PRIMARY KEY (site_id, id, process)   WITHOUT ROWID · (changed_at, site_id, id, process)
 *                      · (site_id, changed_at, id, process) WHERE found = 1
 *   revisions          PRIMARY KEY (name)   WITHOUT ROWID; the migrations put ('sites', 1), ('check', 1) and ('lists', 1) in
 */
export type Tables = {
  screenings: ScreeningRow;
  screening_reasons: ReasonRow;
  payloads: PayloadRow;
  outcomes: OutcomeRow;
  sites: SiteRow;
  api_keys: ApiKeyRow;
  calibration: CalibrationRow;
  calibration_keys: CalibrationKeyRow;
  programs: ProgramRow;
  list_entries: ListRow;
  campaign_counts: CampaignCountRow;
  /** `changed_at`: by the clock of who added last, ms. */
  habit_counts: { site_id: string; cell: number; weight: number; changed_at: number };
  /**
   * `sites` rises with each change of a site, key or program, `lists` with each of a list, `check` whenever it is tried whether the store can be written; `secret` says
   * which one the store was made with, see secret-mark.ts.
   */
  revisions: { name: 'sites' | 'check' | 'lists' | 'secret'; value: number };
};

export type ScreeningRow = {
  /** Its first 12 digits are its time: no column says it again, see id-bounds.ts. */
  id: string;
  site_id: string;
  account_ref: string | null;
  address_ref: string;
  device: string | null;
  verdict: string;
  /** What `sightings` reads, see sighting-text.ts; null: an earlier version stored the record. */
  sighting: string | null;
  /** JSON: the record without its payload. */
  body: string;
};
export type ReasonRow = { site_id: string; code: string; screening_id: string };
/** Apart from the record, which outlives it. */
export type PayloadRow = { screening_id: string; salt: string; sealed: Uint8Array };
/** `n` counts from 0. `body`: JSON of a StoredOutcome. */
export type OutcomeRow = { screening_id: string; n: number; body: string };

/** `origins`, `detectors_off`, `failover`: JSON. */
export type SiteRow = {
  id: ColumnType<string, string, never>;
  name: string;
  public_key: string;
  mode: Site['mode'];
  enforce_share: number;
  origins: string;
  agent: Site['agent'];
  fingerprint: Site['fingerprint'];
  gpc: Site['gpc'];
  work_bits: number;
  detectors_off: string;
  failover: string;
  created_at: number;
};
export type ApiKeyRow = { reference: string; site_id: string; scopes: string; created_at: number };
type CalibrationPlace = Pick<SiteCount, 'code' | 'engine' | 'system' | 'version'> & { site_id: string; period: number };
export type CalibrationRow = CalibrationPlace & Pick<SiteCount, 'known' | 'fired'>;
export type CalibrationKeyRow = CalibrationPlace & { mark: string };
/** `body`: JSON of a Program. */
export type ProgramRow = { site_id: string; name: string; body: string };

/** `ended`: 1, it was taken off. `body`: JSON of the rest of a ListEntry. */
export type ListRow = {
  site_id: string;
  id: string;
  effect: ListEntry['effect'];
  subject: ListEntry['subject'];
  key: string;
  /** What else makes it the same as another: its device and its actions. */
  sign: string;
  expires_at: number | null;
  /** When it was taken off, ms; 0: it was not. */
  ended: number;
  revision: number;
  body: string;
};

/** `found`: 1, it is a campaign. `body`: JSON of the rest of a CampaignCount. */
export type CampaignCountRow = {
  site_id: string;
  id: string;
  process: string;
  found: number;
  changed_at: number;
  body: string;
};

export type ScreeningRows = {
  readonly screening: ScreeningRow;
  readonly codes: readonly string[];
  readonly payload: PayloadRow;
};

/** A record as its rows. */
export function rowsOf({ payload, ...record }: ScreeningRecord): ScreeningRows {
  const { id, siteId, accountRef, addressRef, answer } = record;
  return {
    screening: {
      id,
      site_id: siteId,
      account_ref: accountRef,
      address_ref: addressRef,
      device: knownDeviceId(answer),
      verdict: answer.verdict,
      sighting: writeSighting(record),
      body: JSON.stringify(record),
    },
    codes: reasonCodesOf(record),
    payload: { screening_id: id, salt: payload.salt, sealed: payload.sealed },
  };
}

/** What searches by reason find it under; each once. */
export const reasonCodesOf = ({ answer }: Pick<ScreeningRecord, 'answer'>): readonly string[] => [
  ...new Set(answer.reasons.filter(it => it.audience === 'analyst').flatMap(it => [it.code, ...campaignOf(it)])),
];

/** Members of a campaign are found by its id. */
const campaignOf = ({ code, facts }: ScreeningRecord['answer']['reasons'][number]): readonly string[] =>
  code === 'login-campaign' && typeof facts['campaign'] === 'string' ? [facts['campaign']] : [];

export const outcomeRow = (screeningId: string, n: number, outcome: StoredOutcome): OutcomeRow => ({
  screening_id: screeningId,
  n,
  body: JSON.stringify(outcome),
});
