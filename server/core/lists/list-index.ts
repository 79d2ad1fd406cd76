import type { Action } from '../../../shared/wire/judgement.ts';
import type { ListEffect, ListSubject } from '../../../shared/wire/lists.ts';
import type { CampaignEntry } from '../campaigns/campaign-switch.ts';
import { addressWords, maskedWord } from '../networks/address-words.ts';
import { shortMark } from '../subjects/mark.ts';
import { type ListEntry, stateOf } from './list-entry.ts';

/** Who and what takes part in an action, under the keys that entries have. Unknown is null, or none. */
export type ListNames = {
  /** Under each key still known. */
  readonly accounts: readonly string[];
  /** Of the browser, by its proven key or its signed cookie; never of one that is only linked. */
  readonly devices: readonly string[];
  /** Marks of what else the same browser is known by, and does not show now: a block on one holds, an allow does not. */
  readonly besideDevices: readonly string[];
  /** null: the address says nothing of who came. */
  readonly network: { readonly ip: string; readonly asn: number | null; readonly country: string | null } | null;
  readonly mailDomain: string | null;
  /** What campaigns of its shape are called. */
  readonly campaigns: readonly string[];
};

export type ListHit = { readonly id: string; readonly subject: ListSubject };

/** What of the lists an action meets. */
export type Listed = {
  /** Account and device; that the device is vouched for is asked by the judgement. */
  readonly allow: ListHit | null;
  /** An allow on a network key. */
  readonly network: ListHit | null;
  readonly block: ListHit | null;
  readonly campaign: CampaignEntry | null;
};
export const UNLISTED: Listed = { allow: null, network: null, block: null, campaign: null };

/** Of an IPv4 network its length and address in one number: a text for each length costs ten times as much. */
type Key = string | number;

const NETWORK_SUBJECTS: readonly ListSubject[] = ['ip', 'cidr', 'asn', 'country'];

/**
 * One site's entries in memory. A map by what they name; of networks one look-up for each length of prefix that the list has (33 and
 * 129 at the most), so that a hundred thousand entries cost as much as ten, and a changed one moves nothing else.
 */
export class ListIndex {
  readonly #byId = new Map<string, ListEntry>();
  readonly #byKey = new Map<Key, readonly ListEntry[]>();
  /** How many entries have this length of prefix. */
  readonly #lengths = { 4: new Map<number, number>(), 6: new Map<number, number>() };

  #longestFirst: Readonly<Record<4 | 6, readonly number[]>> = { 4: [], 6: [] };

  get size(): number {
    return this.#byId.size;
  }

  /** In the place of what it was; one that was taken off goes. */
  put(entry: ListEntry): void {
    const before = this.#byId.get(entry.id);
    if (before !== undefined) this.#remove(before);
    if (entry.ended !== null) return;
    this.#byId.set(entry.id, entry);
    const key = keyOf(entry);
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), entry]);
    this.#countLength(entry, 1);
  }

  /** Lets go of what has expired: nothing brings it back. */
  dropExpired(now: number): void {
    for (const entry of this.#byId.values()) if (stateOf(entry, now) !== 'active') this.#remove(entry);
  }

  /** How many entries have this effect. */
  count(effect: ListEffect): number {
    let count = 0;
    for (const it of this.#byId.values()) if (it.effect === effect) count++;
    return count;
  }

  /** The narrower first: the account, its device, the smallest network, and so on. */
  find(names: ListNames, action: Action, now: number): Listed {
    if (this.#byId.size === 0) return UNLISTED;
    const hits = this.#keysOf(names)
      .flatMap(key => this.#byKey.get(key) ?? [])
      .filter(it => stateOf(it, now) === 'active' && (it.actions.length === 0 || it.actions.includes(action)));
    if (hits.length === 0) return UNLISTED;
    const allows = hits.filter(it => it.effect === 'allow');
    return {
      allow: hitOf(
        allows.find(it => it.subject === 'account' && it.device !== null && names.devices.includes(it.device)),
      ),
      network: hitOf(allows.find(it => NETWORK_SUBJECTS.includes(it.subject))),
      block: hitOf(hits.find(it => it.effect === 'block' && it.subject !== 'campaign')),
      campaign: strictest(hits.filter(it => it.subject === 'campaign')),
    };
  }

  #keysOf({ accounts, devices, besideDevices, network, mailDomain, campaigns }: ListNames): readonly Key[] {
    return [
      ...accounts.map(it => `account ${it}`),
      ...[...devices.map(shortMark), ...besideDevices].map(it => `device ${it}`),
      ...(network === null ? [] : this.#networksOf(network.ip)),
      ...(network === null || network.asn === null ? [] : [`asn ${network.asn}`]),
      ...(network === null || network.country === null ? [] : [`country ${network.country}`]),
      ...(mailDomain === null ? [] : [`mail-domain ${mailDomain}`]),
      ...campaigns.map(it => `campaign ${it}`),
    ];
  }

  #networksOf(ip: string): readonly Key[] {
    const address = addressWords(ip);
    if (address === null) return [];
    return this.#longestFirst[address.family].map(it => networkKey(address.family, address.words, it));
  }

  #remove(entry: ListEntry): void {
    const key = keyOf(entry);
    const left = (this.#byKey.get(key) ?? []).filter(it => it.id !== entry.id);
    if (left.length === 0) this.#byKey.delete(key);
    else this.#byKey.set(key, left);
    this.#byId.delete(entry.id);
    this.#countLength(entry, -1);
  }

  #countLength(entry: ListEntry, by: number): void {
    const network = networkIn(entry);
    if (network === null) return;
    const lengths = this.#lengths[network.family];
    const count = (lengths.get(network.length) ?? 0) + by;
    const isKnown = lengths.has(network.length);
    if (count === 0) lengths.delete(network.length);
    else lengths.set(network.length, count);
    if (isKnown && count > 0) return;
    const longestFirst = [...lengths.keys()].toSorted((a, b) => b - a);
    this.#longestFirst = { ...this.#longestFirst, [network.family]: longestFirst };
  }
}

const hitOf = (entry: ListEntry | undefined): ListHit | null =>
  entry === undefined ? null : { id: entry.id, subject: entry.subject };

const STRICTEST_FIRST = ['block', 'ask', 'watch', 'allow'] as const;

/** A login has several shapes: what is refused by one is, and what is called harmless by one is harmless by the others. */
function strictest(entries: readonly ListEntry[]): CampaignEntry | null {
  for (const effect of STRICTEST_FIRST) {
    const entry = entries.find(it => it.effect === effect);
    if (entry !== undefined) return { effect, hit: { id: entry.id, subject: entry.subject } };
  }
  return null;
}

function keyOf(entry: ListEntry): Key {
  const network = networkIn(entry);
  if (entry.subject === 'device') return `device ${shortMark(entry.key)}`;
  if (network === null) return `${entry.subject} ${entry.key}`;
  return networkKey(network.family, network.words, network.length);
}

type Network = { readonly family: 4 | 6; readonly words: readonly number[]; readonly length: number };

/** An address is the network of itself alone; null: it is no network. */
function networkIn({ subject, key }: ListEntry): Network | null {
  if (subject !== 'ip' && subject !== 'cidr') return null;
  const [ip = '', length] = key.split('/');
  const address = addressWords(ip);
  if (address === null) return null;
  return { ...address, length: length === undefined ? address.words.length * 32 : Number(length) };
}

function networkKey(family: 4 | 6, words: readonly number[], length: number): Key {
  if (family === 4) return length * 2 ** 32 + maskedWord(words[0] ?? 0, length);
  const masked = words.map((word, n) => maskedWord(word, length - n * 32));
  return `net ${length} ${masked.join('.')}`;
}
