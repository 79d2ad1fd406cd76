import { networkFlagsOf } from '../../server/core/networks/network-flags.ts';
import type {
  ErasedRecord,
  Records,
  ScreeningRecord,
  ScreeningSearch,
  Sighting,
  SightingSearch,
  StoredOutcome,
  StoredScreening,
} from '../../server/ports/records.ts';
import { knownDeviceId } from '../../shared/wire/screening.ts';

/** The records port as one plain map: what every store has to answer. It retires nothing: whoever plays knows what is too old. */
export class ModelRecords implements Omit<Records, 'retire'> {
  readonly #records = new Map<string, { record: ScreeningRecord; outcomes: readonly StoredOutcome[] }>();

  store(record: ScreeningRecord): void {
    this.#records.set(record.id, { record, outcomes: this.#records.get(record.id)?.outcomes ?? [] });
  }

  async screening(siteId: string, id: string): Promise<StoredScreening | null> {
    const found = this.#records.get(id);
    return found?.record.siteId === siteId ? whole(found) : null;
  }

  async search(siteId: string, search: ScreeningSearch): Promise<readonly StoredScreening[]> {
    return [...this.#records.values()]
      .filter(({ record }) => record.siteId === siteId && fits(record, search))
      .map(whole)
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, search.limit);
  }

  async sightings(siteId: string, search: SightingSearch): Promise<readonly Sighting[]> {
    return [...this.#records.values()]
      .filter(({ record }) => record.siteId === siteId && fits(record, search))
      .map(({ record }) => sightingOf(record))
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, search.limit);
  }

  async payload(siteId: string, id: string): Promise<ScreeningRecord['payload'] | null> {
    const found = this.#records.get(id);
    return found?.record.siteId === siteId ? found.record.payload : null;
  }

  async addOutcome(
    siteId: string,
    id: string,
    outcome: StoredOutcome,
    max: number,
  ): Promise<StoredScreening | 'full' | null> {
    const found = this.#records.get(id);
    if (found === undefined || found.record.siteId !== siteId) return null;
    const last = found.outcomes.at(-1);
    const same = (['result', 'source', 'comment', 'grade', 'teaches'] as const).every(it => last?.[it] === outcome[it]);
    if (same) return whole(found);
    if (found.outcomes.length >= max) return 'full';
    const next = { ...found, outcomes: [...found.outcomes, outcome] };
    this.#records.set(id, next);
    return whole(next);
  }

  async erase(siteId: string, accountRefs: readonly string[], limit: number): Promise<readonly ErasedRecord[]> {
    const found = [...this.#records.values()]
      .filter(({ record: it }) => it.siteId === siteId && it.accountRef !== null && accountRefs.includes(it.accountRef))
      .slice(0, limit);
    for (const { record } of found) this.#records.delete(record.id);
    return found.map(({ record: { id, reportId, idempotencyKey } }) => ({ id, reportId, idempotencyKey }));
  }

  async check(): Promise<void> {}
}

function sightingOf(record: ScreeningRecord): Sighting {
  const { id, createdAt, accountRef, addressRef, networkRef, keyId, phase, wouldBe, answer, features } = record;
  const { country, asn } = features;
  return {
    id,
    at: createdAt,
    account: accountRef,
    address: addressRef,
    network: networkRef,
    device: knownDeviceId(answer),
    key: keyId,
    phase,
    verdict: wouldBe,
    country: typeof country === 'string' ? country : null,
    asn: typeof asn === 'number' ? asn : null,
    flags: networkFlagsOf(features),
  };
}

function whole({ record, outcomes }: { record: ScreeningRecord; outcomes: readonly StoredOutcome[] }): StoredScreening {
  const { payload: _, ...rest } = record;
  return { ...rest, outcomes };
}

function fits(record: ScreeningRecord, search: ScreeningSearch): boolean {
  const { accountRefs, addressRefs, device, verdict, reason, from, to, before } = search;
  const { accountRef, addressRef, answer, createdAt, id } = record;
  return (
    (accountRefs === undefined || (accountRef !== null && accountRefs.includes(accountRef))) &&
    (addressRefs === undefined || addressRefs.includes(addressRef)) &&
    (device === undefined || knownDeviceId(answer) === device) &&
    (verdict === undefined || answer.verdict === verdict) &&
    (reason === undefined ||
      answer.reasons.some(it => it.audience === 'analyst' && [it.code, it.facts['campaign']].includes(reason))) &&
    (from === undefined || createdAt >= from) &&
    (to === undefined || createdAt < to) &&
    (before === undefined || id < before)
  );
}
