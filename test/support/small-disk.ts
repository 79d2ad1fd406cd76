import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './own-process.ts';

export type SmallDisk = {
  readonly folder: string;
  /** Fills it until this many bytes are left. */
  readonly fill: (leaveBytes: number) => void;
  /** Takes away what `fill` put there. */
  readonly free: () => void;
  readonly close: () => void;
};

/** A file system of its own in memory, so small that it can be filled; null where this process may not mount one (not root's, or in a jail). */
export function smallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const filler = join(folder, 'filler');
  const close = () => {
    atExit.delete(close);
    // Lazily: a process that is still ending may hold a file there.
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  atExit.add(close);
  return {
    folder,
    fill: leaveBytes => {
      const { bavail, bsize } = statfsSync(folder);
      const file = openSync(filler, 'a');
      writeSync(file, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)));
      fsyncSync(file);
      closeSync(file);
    },
    free: () => rmSync(filler),
    close,
  };
}
