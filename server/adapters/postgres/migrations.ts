/**
 * Applied in order, each once and whole; the table `migrations` says which are in. Never edit one that was released.
 *
 * Ids sort by their bytes, whatever the database's collation. What no month or week takes, because a clock was wrong, the default
 * partitions do. Sealed payloads do not compress; bodies do where they are long enough for PostgreSQL to try.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE sites (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, public_key TEXT NOT NULL UNIQUE, mode TEXT NOT NULL,
    enforce_share DOUBLE PRECISION NOT NULL, origins TEXT NOT NULL, agent TEXT NOT NULL, detectors_off TEXT NOT NULL,
    failover TEXT NOT NULL, created_at BIGINT NOT NULL
  );
  CREATE TABLE api_keys (
    reference TEXT PRIMARY KEY, site_id TEXT NOT NULL REFERENCES sites (id), scopes TEXT NOT NULL, created_at BIGINT NOT NULL
  );
  CREATE TABLE revisions (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
  INSERT INTO revisions (name, value) VALUES ('sites', 1), ('check', 1);

  CREATE TABLE screenings (
    site_id TEXT NOT NULL, id TEXT COLLATE "C" NOT NULL, account_ref TEXT COLLATE "C", address_ref TEXT COLLATE "C" NOT NULL,
    device TEXT COLLATE "C", verdict TEXT COLLATE "C" NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (site_id, id)
  ) PARTITION BY RANGE (id);
  CREATE INDEX screenings_account ON screenings (site_id, account_ref, id) WHERE account_ref IS NOT NULL;
  CREATE INDEX screenings_address ON screenings (site_id, address_ref, id);
  CREATE INDEX screenings_device ON screenings (site_id, device, id) WHERE device IS NOT NULL;
  CREATE INDEX screenings_verdict ON screenings (site_id, verdict, id) WHERE verdict <> 'OK';
  CREATE TABLE screening_reasons (
    site_id TEXT NOT NULL, code TEXT COLLATE "C" NOT NULL, screening_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site_id, code, screening_id)
  ) PARTITION BY RANGE (screening_id);
  CREATE TABLE payloads (
    screening_id TEXT COLLATE "C" PRIMARY KEY, salt TEXT NOT NULL, sealed BYTEA NOT NULL
  ) PARTITION BY RANGE (screening_id);
  ALTER TABLE payloads ALTER COLUMN sealed SET STORAGE EXTERNAL;
  CREATE TABLE outcomes (
    screening_id TEXT COLLATE "C" NOT NULL, n INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (screening_id, n)
  ) PARTITION BY RANGE (screening_id);
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)) THEN
      ALTER TABLE screenings ALTER COLUMN body SET COMPRESSION lz4;
    END IF;
  END $$;

  CREATE TABLE screenings_default PARTITION OF screenings DEFAULT;
  CREATE TABLE screening_reasons_default PARTITION OF screening_reasons DEFAULT;
  CREATE TABLE payloads_default PARTITION OF payloads DEFAULT;
  CREATE TABLE outcomes_default PARTITION OF outcomes DEFAULT;
  `,
  `
  ALTER TABLE sites ADD COLUMN fingerprint TEXT NOT NULL DEFAULT 'full';
  ALTER TABLE sites ADD COLUMN gpc TEXT NOT NULL DEFAULT 'honour';
  `,
  `
  CREATE TABLE calibration (
    site_id TEXT NOT NULL, code TEXT NOT NULL, engine TEXT NOT NULL, system TEXT NOT NULL, version BIGINT NOT NULL,
    period BIGINT NOT NULL, known BIGINT NOT NULL, fired BIGINT NOT NULL,
    PRIMARY KEY (site_id, code, engine, system, version, period)
  );
  CREATE TABLE calibration_keys (
    site_id TEXT NOT NULL, code TEXT NOT NULL, engine TEXT NOT NULL, system TEXT NOT NULL, version BIGINT NOT NULL,
    mark TEXT NOT NULL, period BIGINT NOT NULL, PRIMARY KEY (site_id, code, engine, system, version, mark)
  );
  `,
  `
  CREATE TABLE programs (
    site_id TEXT NOT NULL REFERENCES sites (id), name TEXT COLLATE "C" NOT NULL, body TEXT NOT NULL, PRIMARY KEY (site_id, name)
  );
  `,
  `
  ALTER TABLE sites ADD COLUMN work_bits INTEGER NOT NULL DEFAULT 0;
  `,
  `
  CREATE TABLE habit_counts (
    site_id TEXT NOT NULL, cell BIGINT NOT NULL, weight DOUBLE PRECISION NOT NULL, changed_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, cell)
  );
  CREATE INDEX habit_counts_changed ON habit_counts (changed_at, site_id, cell);
  `,
  `
  CREATE TABLE list_entries (
    site_id TEXT NOT NULL REFERENCES sites (id), id TEXT COLLATE "C" NOT NULL, effect TEXT NOT NULL, subject TEXT NOT NULL, key TEXT NOT NULL,
    expires_at BIGINT, ended INTEGER NOT NULL, revision BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (site_id, id)
  );
  CREATE INDEX list_entries_changed ON list_entries (revision, id);
  CREATE INDEX list_entries_key ON list_entries (site_id, subject, key, id);
  INSERT INTO revisions (name, value) VALUES ('lists', 1);
  `,
  `
  ALTER TABLE list_entries ADD COLUMN sign TEXT NOT NULL DEFAULT '', ALTER COLUMN ended TYPE BIGINT;
  UPDATE list_entries SET
    sign = coalesce(body::json->>'device', '') || ' ' || (body::json->>'actions'),
    ended = coalesce((body::json->'ended'->>'at')::bigint, 0);
  CREATE INDEX list_entries_ended ON list_entries (ended) WHERE ended > 0;
  CREATE INDEX list_entries_expiry ON list_entries (expires_at) WHERE expires_at IS NOT NULL;
  `,
  `
  ALTER TABLE screenings ADD COLUMN sighting TEXT;
  CREATE INDEX screenings_sighting ON screenings (site_id, id) INCLUDE (sighting);
  `,
  `
  CREATE TABLE campaign_counts (
    site_id TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, process TEXT COLLATE "C" NOT NULL, found INTEGER NOT NULL,
    changed_at BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (site_id, id, process)
  );
  CREATE INDEX campaign_counts_changed ON campaign_counts (changed_at, site_id, id, process);
  CREATE INDEX campaign_counts_found ON campaign_counts (site_id, changed_at, id, process) WHERE found = 1;
  `,
];
