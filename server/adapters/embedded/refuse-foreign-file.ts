import type { DatabaseSync } from 'node:sqlite';

/** "SEKI", in the header of each file that this gate made: https://www.sqlite.org/fileformat2.html#application_id */
export const APPLICATION_ID = 0x53454b49;

/** All of one moment: another process may be making the tables. */
const WHOSE = `
  SELECT count(*) AS tables, count(*) FILTER (WHERE name = 'screenings') AS screenings,
    (SELECT application_id FROM pragma_application_id) AS application, (SELECT user_version FROM pragma_user_version) AS version
  FROM sqlite_schema`;

/** Throws, in the operator's words, where the file is neither new nor ours. It is only read. */
export function refuseForeignFile(sqlite: DatabaseSync, file: string): void {
  const { tables, screenings, application, version } = sqlite.prepare(WHOSE).get() ?? {};
  if (application === APPLICATION_ID) return;
  if (application === 0 && version === 0 && tables === 0) return;
  const whose =
    application === 0 && screenings === 1
      ? 'was made by an unreleased version of Sekisho, whose data this one cannot read'
      : 'is the database of another program';
  throw new Error(`${file} ${whose}: set SEKISHO_DATA to another folder, or move this one away.`);
}
