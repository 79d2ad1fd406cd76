import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { screenings } from './screenings.ts';

const HOUR_MS = 60 * 60_000;

/** A clock for a server that is started with `env`: it goes on by an hour when the test says so. */
export function movedClock() {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-clock-'));
  const file = join(folder, 'clock');
  let hours = 0;
  return {
    env: { NODE_OPTIONS: `--import=${join(import.meta.dirname, 'shifted-clock.mjs')}`, TEST_CLOCK_FILE: file },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
    /** What happens at the same moment is excused as two tabs, or a lost reply. */
    async passAnHour(serverUrl: string): Promise<void> {
      hours++;
      writeFileSync(`${file}.new`, String(hours * HOUR_MS));
      renameSync(`${file}.new`, file);
      await eventually('the clock has moved', async () => {
        const { id } = await screenings.ask(serverUrl, { account: { id: 'clock' } });
        const asked = (await screenings.of(serverUrl, 'clock')).find(it => it.id === id);
        return Date.parse(asked?.createdAt ?? '') > Date.now() + (hours - 0.5) * HOUR_MS;
      });
    },
  };
}
