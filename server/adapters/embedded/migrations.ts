/** Applied in order, each once and whole; PRAGMA user_version says how many are in. Never edit one that was released. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE sites (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, public_key TEXT NOT NULL UNIQUE, mode TEXT NOT NULL, enforce_share REAL NOT NULL,
    origins TEXT NOT NULL, agent TEXT NOT NULL, detectors_off TEXT NOT NULL, failover TEXT NOT NULL, created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE api_keys (
    reference TEXT PRIMARY KEY, site_id TEXT NOT NULL REFERENCES sites (id), scopes TEXT NOT NULL, created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE revisions (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO revisions (name, value) VALUES ('sites', 1), ('check', 1);

  CREATE TABLE nonces (id TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX nonces_expiry ON nonces (expires_at);
  CREATE TABLE reports (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, site_id TEXT NOT NULL, created_at INTEGER NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX reports_age ON reports (created_at);
  -- Apart from the report, which is large and never changes; by its number, so that the uses of one hour lie together.
  CREATE TABLE token_uses (report INTEGER PRIMARY KEY, uses TEXT NOT NULL) STRICT;
  -- One row holds all of a subject. Its end is kept by the day: so a change writes the row alone, and the index once a day.
  CREATE TABLE subjects (
    id TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, body TEXT NOT NULL, seen BLOB, marks BLOB
  ) STRICT;
  CREATE INDEX subjects_expiry ON subjects (expires_at);
  CREATE TABLE idempotency (
    site_id TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, screening_id TEXT NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY (site_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX idempotency_expiry ON idempotency (expires_at);

  CREATE TABLE screenings (
    id TEXT NOT NULL, site_id TEXT NOT NULL, account_ref TEXT, address_ref TEXT NOT NULL, device TEXT, verdict TEXT NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (site_id, id)
  ) STRICT;
  CREATE INDEX screenings_account ON screenings (site_id, account_ref, id) WHERE account_ref IS NOT NULL;
  CREATE INDEX screenings_address ON screenings (site_id, address_ref, id);
  CREATE INDEX screenings_device ON screenings (site_id, device, id) WHERE device IS NOT NULL;
  CREATE INDEX screenings_verdict ON screenings (site_id, verdict, id) WHERE verdict <> 'OK';
  CREATE TABLE screening_reasons (
    site_id TEXT NOT NULL, code TEXT NOT NULL, screening_id TEXT NOT NULL, PRIMARY KEY (site_id, code, screening_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE payloads (screening_id TEXT PRIMARY KEY, salt TEXT NOT NULL, sealed BLOB NOT NULL) STRICT;
  CREATE TABLE outcomes (
    screening_id TEXT NOT NULL, n INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (screening_id, n)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE sites ADD COLUMN fingerprint TEXT NOT NULL DEFAULT 'full';
  ALTER TABLE sites ADD COLUMN gpc TEXT NOT NULL DEFAULT 'honour';
  `,
  `
  CREATE TABLE calibration (
    site_id TEXT NOT NULL, code TEXT NOT NULL, engine TEXT NOT NULL, system TEXT NOT NULL, version INTEGER NOT NULL,
    period INTEGER NOT NULL, known INTEGER NOT NULL, fired INTEGER NOT NULL,
    PRIMARY KEY (site_id, code, engine, system, version, period)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE calibration_keys (
    site_id TEXT NOT NULL, code TEXT NOT NULL, engine TEXT NOT NULL, system TEXT NOT NULL, version INTEGER NOT NULL,
    mark TEXT NOT NULL, period INTEGER NOT NULL, PRIMARY KEY (site_id, code, engine, system, version, mark)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE programs (
    site_id TEXT NOT NULL REFERENCES sites (id), name TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (site_id, name)
  ) STRICT;
  `,
  `
  ALTER TABLE sites ADD COLUMN work_bits INTEGER NOT NULL DEFAULT 0;
  `,
  `
  CREATE TABLE habit_counts (
    site_id TEXT NOT NULL, cell INTEGER NOT NULL, weight REAL NOT NULL, changed_at INTEGER NOT NULL, PRIMARY KEY (site_id, cell)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX habit_counts_changed ON habit_counts (changed_at, site_id, cell);
  `,
  `
  CREATE TABLE list_entries (
    site_id TEXT NOT NULL REFERENCES sites (id), id TEXT NOT NULL, effect TEXT NOT NULL, subject TEXT NOT NULL, key TEXT NOT NULL,
    expires_at INTEGER, ended INTEGER NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (site_id, id)
  ) STRICT;
  CREATE INDEX list_entries_changed ON list_entries (revision, id);
  CREATE INDEX list_entries_key ON list_entries (site_id, subject, key, id);
  INSERT INTO revisions (name, value) VALUES ('lists', 1);
  `,
  `
  -- What the readiness check writes: as much as a screening does, so that it fails where those would.
  DELETE FROM revisions WHERE name = 'check';
  CREATE TABLE room (id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT;
  `,
  `
  ALTER TABLE list_entries ADD COLUMN sign TEXT NOT NULL DEFAULT '';
  UPDATE list_entries SET
    sign = coalesce(json_extract(body, '$.device'), '') || ' ' || json_extract(body, '$.actions'),
    ended = coalesce(json_extract(body, '$.ended.at'), 0);
  CREATE INDEX list_entries_ended ON list_entries (ended) WHERE ended > 0;
  CREATE INDEX list_entries_expiry ON list_entries (expires_at) WHERE expires_at IS NOT NULL;
  `,
  `
  ALTER TABLE screenings ADD COLUMN sighting TEXT;
  CREATE INDEX screenings_sighting ON screenings (site_id, id, sighting);
  `,
  `
  CREATE TABLE campaign_counts (
    site_id TEXT NOT NULL, id TEXT NOT NULL, process TEXT NOT NULL, found INTEGER NOT NULL, changed_at INTEGER NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (site_id, id, process)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX campaign_counts_changed ON campaign_counts (changed_at, site_id, id, process);
  CREATE INDEX campaign_counts_found ON campaign_counts (site_id, changed_at, id, process) WHERE found = 1;
  `,
];
