import { markOf } from '../../core/subjects/mark.ts';
import type { SqlStore } from './sql-store.ts';

const NAME = 'secret';

/**
 * Whether the store was made with one of these secrets; a new one remembers the current. Another secret would find no account, read no
 * payload and take every key for unknown, and say nothing of it.
 * @param references the same text under each secret, the current first: keyed hashes, so the store learns no secret.
 */
export async function isOurSecret({ db, write }: SqlStore, references: readonly string[]): Promise<boolean> {
  const marks = references.map(markOf);
  const [current = 0] = marks;
  const known = async (): Promise<number | undefined> =>
    (await db.selectFrom('revisions').select('value').where('name', '=', NAME).executeTakeFirst())?.value;
  if ((await known()) === undefined) {
    const first = db.insertInto('revisions').values({ name: NAME, value: current });
    await write([first.onConflict(it => it.column('name').doNothing()).compile()]);
  }
  // Also after it was written: another process, with another secret, may have been first.
  const mark = await known();
  if (mark === undefined || !marks.includes(mark)) return false;
  if (mark !== current) {
    const changed = db.updateTable('revisions').set({ value: current }).where('name', '=', NAME);
    await write([changed.where('value', '=', mark).compile()]);
  }
  return true;
}
