import { knownDeviceId } from '../../../shared/wire/screening.ts';
import type { NetworkFlag } from '../../../shared/wire/views.ts';
import { networkFlagsOf } from '../../core/networks/network-flags.ts';
import type { ScreeningRecord, Sighting } from '../../ports/records.ts';

type Packed = readonly [
  account: string | null,
  address: string,
  network: string,
  device: string | null,
  key: string | null,
  phase: Sighting['phase'],
  verdict: Sighting['verdict'],
  country: string | null,
  asn: number | null,
  flags: readonly NetworkFlag[],
];

/** What an index holds beside the id: some 250 bytes, where the record has ten thousand. */
export function writeSighting(record: Omit<ScreeningRecord, 'payload'>): string {
  const { accountRef, addressRef, networkRef, keyId, phase, wouldBe, features } = record;
  const { country, asn } = features;
  const packed: Packed = [
    accountRef,
    addressRef,
    networkRef,
    knownDeviceId(record.answer),
    keyId,
    phase,
    wouldBe,
    typeof country === 'string' ? country : null,
    typeof asn === 'number' ? asn : null,
    networkFlagsOf(features),
  ];
  return JSON.stringify(packed);
}

const ID_TIME = { from: 'scr_'.length, to: 'scr_'.length + 12 };

export function readSighting(id: string, text: string): Sighting {
  const [account, address, network, device, key, phase, verdict, country, asn, flags]: Packed = JSON.parse(text);
  const at = Number.parseInt(id.slice(ID_TIME.from, ID_TIME.to), 16);
  return { id, at, account, address, network, device, key, phase, verdict, country, asn, flags };
}
