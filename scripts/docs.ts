import { readFileSync, writeFileSync } from 'node:fs';
import { DOC_TABLES, withTables } from './doc-tables.ts';

/** `npm run docs`: writes the tables of docs/ anew from the code. A test fails while they differ. */
for (const file of Object.keys(DOC_TABLES)) {
  writeFileSync(file, withTables(file, readFileSync(file, 'utf8')));
}
