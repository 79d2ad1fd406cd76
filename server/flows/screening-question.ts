import { createHash } from 'node:crypto';
import type { Program } from '../../shared/wire/programs.ts';
import type { StreamReadings } from '../../shared/wire/report.ts';
import type { ScreeningRequest } from '../../shared/wire/screening.ts';
import { handPrints } from '../core/hands/hand-prints.ts';
import type { AddressFacts } from '../core/networks/address-facts.ts';
import { shortMark } from '../core/subjects/mark.ts';
import type { SubjectId } from '../core/subjects/subject.ts';
import type { TokenAsk } from '../core/token-use.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';
import type { KeptKey, Loaded, LoadQuery } from '../ports/state.ts';
import { type FormField, readFormField } from './form-field.ts';
import {
  accountRefs,
  accountSessionRef,
  addressRefs,
  canonicalIp,
  handRef,
  lineRef,
  networkRef,
  payeeRef,
  sessionRef,
} from './references.ts';
import { readToken, type TokenReading } from './seals.ts';
import { type ProgramReading, readProgram } from './verify-program.ts';

/** One question on its way: what was asked, what its token turned out to be, and who takes part. */
export type Asked = {
  /** Of the screening that will answer it, whoever stores it in the end. */
  readonly id: string;
  readonly site: Site;
  readonly request: ScreeningRequest;
  readonly now: number;
  readonly ip: string;
  /** The account's references, the one it is kept under first; empty: none is named. */
  readonly refs: readonly string[];
  readonly addressRefs: readonly string[];
  readonly addressRef: string;
  readonly networkRef: string;
  /** null: of IPv4. */
  readonly lineRef: string | null;
  readonly address: AddressFacts;
  /** '': no session is named. */
  readonly sessionRef: string;
  /** The same of this account alone; '': no session, or no account. */
  readonly accountSessionRef: string;
  /** A mark; null: nobody is named. */
  readonly payee: string | null;
  readonly field: FormField;
  readonly token: TokenReading | null;
  /** References of its hand's prints; none: too little moved, or no account is named. */
  readonly handRefs: readonly string[];
  readonly idempotency: KeptKey | null;
  readonly program: ProgramReading;
};

export type AskedKey = { readonly key: string; readonly digest: string; readonly lifeMs: number };

export type Beside = { readonly key: AskedKey | null; readonly programs: readonly Program[] };

export function readAsked(ports: Ports, site: Site, request: ScreeningRequest, { key, programs }: Beside): Asked {
  const { keys, random } = ports;
  const now = ports.clock.now();
  const field = readFormField(request.token);
  const ip = canonicalIp(request.client.ip);
  const addresses = addressRefs(keys, site.id, ip);
  return {
    id: `scr_${now.toString(16).padStart(12, '0')}${random.hex(10)}`,
    site,
    request,
    now,
    ip,
    refs: request.account === undefined ? [] : accountRefs(keys, site.id, request.account.id),
    addressRefs: addresses,
    addressRef: addresses[0] ?? '',
    networkRef: networkRef(keys, site.id, ip),
    lineRef: lineRef(keys, site.id, ip),
    address: ports.networks.of(ip),
    sessionRef: request.session ? sessionRef(keys, site.id, request.session) : '',
    accountSessionRef:
      request.session && request.account !== undefined
        ? accountSessionRef(keys, site.id, request.session, request.account.id)
        : '',
    payee: request.payee === undefined ? null : shortMark(payeeRef(keys, site.id, request.payee)),
    field,
    token: field.kind === 'token' ? readToken(keys, site.id, now, field.token) : null,
    handRefs:
      request.account === undefined ? [] : handPrints(finalStreams(field)).map(it => handRef(keys, site.id, it)),
    idempotency: key === null ? null : keptKey(keys, site, key, now),
    program: readProgram(site, request, ip, now, programs),
  };
}

function finalStreams(field: FormField): StreamReadings | null {
  if (field.kind === 'token') return field.summary;
  return field.kind === 'unattested' ? (field.report?.streams ?? null) : null;
}

/** The digest is of a body that names people: kept under a key, so that it can be compared and tells nothing. */
const keptKey = (keys: Keys, site: Site, { key, digest, lifeMs }: AskedKey, now: number): KeptKey => ({
  key: keys.reference('idempotency', `${site.id}\n${key}`),
  digest: keys.reference('idempotency', digest),
  expiresAt: now + lifeMs,
});

export const recallIdOf = ({ token }: Asked): string | null => (token?.state === 'genuine' ? token.recallId : null);

const keyOf = ({ token }: Asked): string | null => (token?.state === 'genuine' ? token.keyId : null);

export const carrierOf = ({ token }: Asked): string | null => (token?.state === 'genuine' ? token.carrierId : null);

/** What is remembered of a verified signature: one that was made for this request alone is spent once. */
export const signatureOf = ({ site, program }: Asked): SubjectId | null =>
  program.once === null
    ? null
    : { type: 'signature', key: createHash('sha256').update(`${site.id}\n${program.once}`).digest('base64url') };

/** All that its answer needs of the state, in one question: the account under each of its references, then the others. */
export function loadQueryOf(asked: Asked): LoadQuery {
  const { site, now, token, refs, addressRef, networkRef, lineRef, handRefs, idempotency } = asked;
  const carrier = carrierOf(asked);
  const key = keyOf(asked);
  const recallId = recallIdOf(asked);
  const signature = signatureOf(asked);
  const subjects: SubjectId[] = [
    { type: 'address', key: addressRef },
    { type: 'network', key: networkRef },
    ...(lineRef === null ? [] : [{ type: 'line', key: lineRef } as const]),
    ...(carrier === null ? [] : [{ type: 'device', key: carrier } as const]),
    ...(key === null ? [] : [{ type: 'key', key } as const]),
    ...(recallId === null ? [] : [{ type: 'recall', key: recallId } as const]),
    ...(signature === null ? [] : [signature]),
    ...handRefs.map(key => ({ type: 'hand', key }) as const),
    ...(asked.accountSessionRef === '' ? [] : [{ type: 'session', key: asked.accountSessionRef } as const]),
    ...refs.map(ref => ({ type: 'account', key: ref }) as const),
    ...refs.map(ref => ({ type: 'lockout', key: ref }) as const),
  ];
  const reportId = token?.state === 'genuine' ? token.reportId : null;
  return { siteId: site.id, now, reportId, subjects, idempotencyKey: idempotency?.key ?? null };
}

/**
 * A change of secret splits nobody: an account goes on under the reference it was first seen with, a token's uses are compared
 * under the key they were stored with.
 */
export function underKnownKeys(asked: Asked, { subjects }: LoadQuery, loaded: Loaded): Asked {
  const at = subjects.findIndex(({ type }, n) => type === 'account' && loaded.subjects[n] !== null);
  const known = subjects[at]?.key;
  const refs = known === undefined ? asked.refs : [known, ...asked.refs.filter(it => it !== known)];
  const used = asked.addressRefs.find(it => loaded.uses.some(({ address }) => address === it));
  return { ...asked, refs, addressRef: used ?? asked.addressRef };
}

export const tokenAskOf = ({ request, refs, addressRef, now }: Asked): TokenAsk => ({
  account: refs[0] ?? null,
  address: addressRef,
  action: request.action,
  phase: request.phase,
  at: now,
});
