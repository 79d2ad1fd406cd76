import { mkdirSync } from 'node:fs';
import type { ErasedRecord } from '../ports/records.ts';
import type { Spool } from '../ports/spool.ts';
import type { Spooled } from '../ports/state.ts';
import { type DrainOptions, drainSegment } from './spool/drain-segment.ts';
import { EndedOwners } from './spool/ended-owners.ts';
import {
  answersTo,
  erasedAnswers,
  eraseFromFile,
  eraseFromSegment,
  hasErased,
  type IsErased,
} from './spool/erase-lines.ts';
import { KeptKeys } from './spool/kept-keys.ts';
import type { PendingSegment } from './spool/pending-segment.ts';
import { spoolFiles } from './spool/spool-files.ts';
import { spoolLine } from './spool/spool-line.ts';
import { type SpoolLimits, SpoolWriter } from './spool/spool-writer.ts';

/** `onSetAside`: lines that cannot be read: a process or a machine was cut off while it wrote them, before anything was answered. */
export type FileSpoolOptions = SpoolLimits & Pick<DrainOptions, 'onSetAside' | 'atOnceMax'>;

export type FileSpool = Spool & {
  /** Writes what waits; a drain on its way ends after the answers it is at. What is kept then is the next process's. */
  readonly close: () => Promise<void>;
};

type Restore = DrainOptions['restore'];
type Forget = Parameters<Spool['erase']>[2];

/**
 * Files in one folder, which any number of processes may share: each appends to files of its own, mode 0600, and drains these and
 * those of processes that have ended. Throws where the folder cannot be made or written.
 */
export function fileSpool(folder: string, options: FileSpoolOptions): FileSpool {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = new KeptKeys();
  const writer = new SpoolWriter(folder, options);
  const files: SpoolFiles = { folder, writer, ended: new EndedOwners(folder, it => keys.add(it)), keys };
  let draining: Promise<number> | null = null;
  let erasing: Promise<unknown> = Promise.resolve();
  let erasures = 0;
  let isClosed = false;
  const mayGoOn = (): boolean => !isClosed && erasures === 0;

  return {
    keep: async spooled => {
      if (isClosed) throw new Error('the spool is closed');
      return keys.keep(spooled, () => writer.keep(spoolLine(spooled)));
    },
    find: (siteId, key) => keys.find(siteId, key),
    drain: restore => {
      if (!mayGoOn()) return Promise.resolve(0);
      draining ??= drainAll(files, { ...options, restore, mayGoOn }).finally(() => {
        draining = null;
      });
      return draining;
    },
    erase: (siteId, accountRefs, forget) => {
      erasures++;
      const erased = erasing
        // The batch that is being handed over is in the state then, and erased there.
        .then(() => draining?.catch(() => {}))
        .then(() => eraseAll(files, answersTo(siteId, accountRefs), forget))
        .finally(() => {
          files.ended.releaseEmpty();
          erasures--;
        });
      erasing = erased.catch(() => {});
      return erased;
    },
    waiting: () => files.ended.segments.flat().reduce((sum, it) => sum + it.lines, writer.held.lines),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await draining?.catch(() => {});
      await erasing;
      files.ended.releaseAll();
      await writer.close();
    },
  };
}

type SpoolFiles = {
  readonly folder: string;
  readonly writer: SpoolWriter;
  readonly ended: EndedOwners;
  readonly keys: KeptKeys;
};

async function drainAll({ writer, ended, keys }: SpoolFiles, options: DrainOptions): Promise<number> {
  const restore: Restore = async spooled => {
    await options.restore(spooled);
    keys.forget(spooled);
  };
  const empty = async (segments: PendingSegment[]): Promise<number> => {
    let restored = 0;
    for (let next = segments[0]; next !== undefined && options.mayGoOn(); next = segments[0]) {
      restored += await drainSegment(next, { ...options, restore });
      if (next.lines === 0) segments.shift();
    }
    return restored;
  };
  // What another process left unreadable keeps nobody's own from being drained.
  const fault = await ended.adopt(['segment']).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  let restored = 0;
  for (const segments of ended.segments) restored += await empty(segments);
  ended.releaseEmpty();
  restored += await empty(await writer.seal());
  if (fault !== null) throw fault.error;
  return restored;
}

async function eraseAll(
  { folder, writer, ended, keys }: SpoolFiles,
  isErased: IsErased,
  forget: Forget,
): Promise<number | null> {
  await ended.adopt(['segment', 'aside', 'fresh']);
  const isOurs = (owner: string): boolean => owner === writer.owner || ended.has(owner);
  for (const { path, owner } of await spoolFiles(folder)) {
    if (!isOurs(owner) && (await hasErased(path, isErased))) return null;
  }
  const segments = [...ended.segments.flat(), ...(await writer.seal())];
  const answers: Spooled[] = [];
  for (const it of segments) answers.push(...(await erasedAnswers(it, isErased)));
  await forget(answers.map(({ record }) => named(record)));
  for (const it of segments) await eraseFromSegment(it, isErased);
  for (const { path, owner, kind } of await spoolFiles(folder)) {
    if (kind === 'aside' && isOurs(owner)) await eraseFromFile(path, isErased);
  }
  for (const it of answers) keys.forget(it);
  return answers.length;
}

const named = ({ id, reportId, idempotencyKey }: ErasedRecord): ErasedRecord => ({ id, reportId, idempotencyKey });
