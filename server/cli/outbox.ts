import type { DeadLetter, DeadLetters } from '../adapters/redis/dead-letters.ts';
import { readArguments, stop, withDeadLetters } from './open.ts';

const USAGE = `npm run outbox -- list         records that PostgreSQL refused: id, stream, record, kind, since when, why
npm run outbox -- retry ID     puts the record of one back, with all its outcomes, as the list shows its id
npm run outbox -- retry all    puts all of them back`;

const REASON_CHARS_MAX = 500;

const { positionals } = readArguments(USAGE, { allowPositionals: true, options: {} });
const [command, id, ...rest] = positionals;

/** Why is somebody else's text: quoted, it stays on its line and steers no terminal. */
function show({ id, stream, name, kind, since, because }: DeadLetter): void {
  const why = JSON.stringify(because.slice(0, REASON_CHARS_MAX).replace(/[\u007f-\u009f]/g, '?'));
  console.log(`${id}  ${stream}  ${name}  ${kind}  ${new Date(since).toISOString()}  ${why}`);
}

async function list(letters: DeadLetters): Promise<void> {
  const all = await letters.list();
  for (const it of all) show(it);
  if (all.length === 0) process.stderr.write('There is no dead letter.\n');
}

async function retry(letters: DeadLetters, asked: string): Promise<void> {
  const all = await letters.list();
  const wanted = new Set(all.filter(it => asked === 'all' || it.id === asked).map(recordOf));
  if (wanted.size === 0 && asked !== 'all') {
    stop(`There is no dead letter ${asked}: npm run outbox -- list shows those there are.`);
  }
  // All of a record's letters go together: an outcome alone would come before its screening.
  const records = Map.groupBy(
    all.filter(it => wanted.has(recordOf(it))),
    recordOf,
  );
  let done = 0;
  for (const [record, own] of records) {
    const said = await letters.putBack(own);
    if (said === 'done') {
      console.log(record);
      done++;
    } else if (said === 'full') {
      stop('The outbox is full: start the gate where it is stopped, or mend PostgreSQL, and run this again.');
    } else if (said === 'gone') {
      process.stderr.write(`${record} is not in Redis any more: nothing can be put back, it is off the list.\n`);
      process.exitCode = 1;
    }
  }
  process.stderr.write(`${done} put back: a gate that runs moves them; what is refused again is in the list again.\n`);
}

const recordOf = ({ name }: DeadLetter): string => name;

function job(): (letters: DeadLetters) => Promise<void> {
  if (command === 'list' && id === undefined) return list;
  if (command === 'retry' && id !== undefined && rest.length === 0) return letters => retry(letters, id);
  return stop(USAGE);
}

await withDeadLetters(job());
