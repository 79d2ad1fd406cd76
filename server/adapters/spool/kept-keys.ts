import type { KeptAnswer } from '../../ports/spool.ts';
import type { Spooled } from '../../ports/state.ts';

type Entry = { readonly screeningId: string; readonly kept: KeptAnswer; onDisk: Promise<void> | null };

/** The answers that wait, by the Idempotency-Keys that they were asked under: no more than there are lines. */
export class KeptKeys {
  readonly #entries = new Map<string, Entry>();

  /** What is on disk. */
  find(siteId: string, key: string): KeptAnswer | null {
    const entry = this.#entries.get(nameOf(siteId, key));
    return entry === undefined || entry.onDisk !== null ? null : entry.kept;
  }

  /** Has one written, unless another came before it under the same key, also one that is still on its way: that one then. */
  async keep(spooled: Spooled, write: () => Promise<void>): Promise<KeptAnswer | null> {
    const entry = entryOf(spooled);
    if (entry === null) {
      await write();
      return null;
    }
    const [name, own] = entry;
    const before = this.#entries.get(name);
    if (before !== undefined) {
      await before.onDisk;
      return before.kept;
    }
    own.onDisk = write();
    this.#entries.set(name, own);
    try {
      await own.onDisk;
      own.onDisk = null;
      return null;
    } catch (error) {
      this.#entries.delete(name);
      throw error;
    }
  }

  /** One that is on disk already; where two processes kept one each, the first stays. */
  add(spooled: Spooled): void {
    const [name, own] = entryOf(spooled) ?? [];
    if (name !== undefined && own !== undefined && !this.#entries.has(name)) this.#entries.set(name, own);
  }

  forget({ record, idempotency }: Spooled): void {
    if (idempotency === null) return;
    const name = nameOf(record.siteId, idempotency.key);
    if (this.#entries.get(name)?.screeningId === record.id) this.#entries.delete(name);
  }
}

function entryOf({ record, idempotency }: Spooled): [string, Entry] | null {
  if (idempotency === null) return null;
  const kept = { digest: idempotency.digest, answer: record.answer };
  return [nameOf(record.siteId, idempotency.key), { screeningId: record.id, kept, onDisk: null }];
}

const nameOf = (siteId: string, key: string): string => `${siteId}\n${key}`;
