import type { Facts, ProgramFacts, Remembered, ReportFacts, TokenFacts } from '../core/facts.ts';
import { originSaid, translatedOrigin } from '../core/features/page-origin.ts';
import { type HandVisitor, readHandVisitor } from '../core/hands/hand-visitors.ts';
import type { AddressFacts } from '../core/networks/address-facts.ts';
import { networkPoint } from '../core/networks/moved.ts';
import { readSessionStart, type SessionStart } from '../core/session-start.ts';
import { shortMark } from '../core/subjects/mark.ts';
import type { Subject, SubjectType } from '../core/subjects/subject.ts';
import type { TokenUseKind } from '../core/token-use.ts';
import type { Networks } from '../ports/networks.ts';
import type { Loaded, LoadQuery, StoredReport } from '../ports/state.ts';
import type { FormField } from './form-field.ts';
import { isListedOrigin, isOwnPage } from './origins.ts';
import { canonicalIp, familyOf, isSameNetwork } from './references.ts';
import type { Asked } from './screening-question.ts';
import { isWorkDone } from './work-proof.ts';

/** What was loaded, and by which question; null: the state is away. */
export type Known = { readonly query: LoadQuery; readonly loaded: Loaded };

type Beside = Pick<Facts, 'device' | 'likeness' | 'program' | 'addressIsProxy' | 'homeCountries' | 'pulse'> & {
  readonly reportAddress: AddressFacts | null;
};

/** From what was asked and loaded to what is judged. `use`: null where no report of a token was loaded. */
export function factsOf(
  asked: Asked,
  known: Known | null,
  use: TokenUseKind | null,
  { device, likeness, program, addressIsProxy, homeCountries, pulse, reportAddress }: Beside,
): Facts {
  const { site, request, now, field } = asked;
  const report = known?.loaded.report ?? null;
  const isProgram = program.verified !== null;
  const remembered = known === null ? null : rememberedOf(known);
  const shown = reportFacts(asked, known?.loaded ?? null, reportAddress);
  return {
    now,
    action: request.action,
    phase: request.phase,
    channel: request.channel,
    tokenExpected: site.agent === 'on' && !isProgram && (request.channel === 'web' || request.channel === 'webview'),
    token: tokenFacts(asked, known, use),
    report: isProgram && shown !== null ? { ...shown, key: { state: 'none' }, cookie: null } : shown,
    summary: field.kind === 'token' ? field.summary : null,
    client: { userAgent: request.client.userAgent },
    address: asked.address,
    addressFamily: familyOf(asked.ip),
    edgeRttMs: request.client.edge?.rttMs ?? null,
    addressIsProxy,
    pulse,
    homeCountries,
    headers: request.client.headers ?? null,
    origin: {
      asked: originAsked(request.origin),
      reportListed: report === null || report.origin === null ? null : isListedOrigin(site, report.origin),
      pageListed: pageListed(site, shown, report !== null),
    },
    session: request.session || null,
    // A login begins: it is not compared with the one before it.
    sessionStart: known === null || isProgram || request.action === 'login' ? null : sessionStartOf(known),
    payee: asked.payee,
    accountNamed: request.account !== undefined,
    device,
    likeness,
    habit: null,
    rhythm: 0,
    hand: handFacts(asked, known),
    remembered: isProgram && remembered !== null ? { ...NOTHING, account: remembered.account } : remembered,
    program,
  };
}

/** What is remembered of a registered program's own browser, address and network is of all its customers. */
const NOTHING = { device: null, key: null, recall: null, address: null, network: null, line: null };

/** Its signature is spent on one action of one account: brought for another, or again, it is a copy. */
export function programFacts(asked: Asked, known: Known | null): ProgramFacts {
  const { verified, signature, contradicted } = asked.program;
  if (verified === null) return { verified: null, signature, contradicted };
  const uses = known === null ? [] : (subjectOf(known, 'signature')?.lists['uses'] ?? []).map(readSignatureUse);
  const use = signatureUseOf(asked);
  const isCopy = uses.some(it => it.account !== use.account || it.action !== use.action || it.phase === use.phase);
  if (isCopy) return { verified: null, signature: 'replayed', contradicted: false };
  return { verified: { kind: verified.program.kind, by: verified.by }, signature, contradicted };
}

/** null: none was verified. */
export const programName = ({ program }: Asked, { verified }: ProgramFacts): string | null =>
  verified === null ? null : (program.verified?.program.name ?? null);

type SignatureUse = { readonly account: string; readonly action: string; readonly phase: string };

const signatureUseOf = ({ refs, request }: Asked): SignatureUse => ({
  // A mark alone: who erases an account leaves no reference of it here.
  account: shortMark(refs[0] ?? ''),
  action: request.action,
  phase: request.phase,
});
const readSignatureUse = (member: string): SignatureUse => {
  const [account = '', action = '', phase = ''] = member.split(' ');
  return { account, action, phase };
};
export const writeSignatureUse = (asked: Asked): string => Object.values(signatureUseOf(asked)).join(' ');

/** The first of its kind that was known; null: none was. */
export const subjectOf = ({ query, loaded }: Known, type: SubjectType): Subject | null =>
  loaded.subjects.find((it, n) => it !== null && query.subjects[n]?.type === type) ?? null;

/** What local data knows of where the report was posted from; null: nobody posted one. */
export const reportAddressOf = (networks: Networks, known: Known | null): AddressFacts | null => {
  const address = known?.loaded.report?.address;
  return address === undefined ? null : networks.of(canonicalIp(address));
};

/** null: nobody logged in to this account in this session lately. */
export function sessionStartOf(known: Known): SessionStart | null {
  const member = subjectOf(known, 'session')?.lists['began']?.at(-1);
  return member === undefined ? null : readSessionStart(member);
}

/** null: nothing of a hand is to be remembered. */
export function handVisitorOf({ refs, addressRef, handRefs }: Asked, report: StoredReport | null): HandVisitor | null {
  const [ref] = refs;
  if (ref === undefined || handRefs.length === 0) return null;
  // The cookie also of a first visit: a second try with another name is of the same page.
  const browser = report === null ? addressRef : report.key.state === 'verified' ? report.key.id : report.carrier.id;
  return { account: shortMark(ref), browser: shortMark(browser) };
}

function handFacts(asked: Asked, known: Known | null): Facts['hand'] {
  const own = known === null ? null : handVisitorOf(asked, known.loaded.report);
  if (own === null || known === null) return null;
  const { query, loaded } = known;
  const hands = loaded.subjects.filter((_, n) => query.subjects[n]?.type === 'hand');
  return { own, shownBy: hands.flatMap(it => it?.lists['shownBy'] ?? []).map(readHandVisitor) };
}

const rememberedOf = (known: Known): Remembered => ({
  account: subjectOf(known, 'account'),
  device: subjectOf(known, 'device'),
  key: subjectOf(known, 'key'),
  recall: subjectOf(known, 'recall'),
  address: subjectOf(known, 'address'),
  network: subjectOf(known, 'network'),
  line: subjectOf(known, 'line'),
});

/**
 * The gate takes no report of a page that is not listed: one that came through was helped to. Who only says so in the form's field is
 * asked, as whoever leaves the field out.
 */
function pageListed(site: Asked['site'], shown: ReportFacts | null, cameThrough: boolean): boolean | null {
  const said = shown?.signals.pageOrigin;
  const page = typeof said === 'string' ? originSaid(said) : null;
  if (page === null) return null;
  return cameThrough ? isListedOrigin(site, page) : isOwnPage(site, translatedOrigin(page));
}

/** Absent, empty and "null" are unknown; a slash at the end is no other origin. */
function originAsked(asked: string | undefined): string | null {
  if (asked === undefined || asked === '' || asked === 'null') return null;
  const url = URL.parse(asked);
  return url === null || url.origin === 'null' ? asked : url.origin;
}

function tokenFacts({ field, token, now }: Asked, known: Known | null, use: TokenUseKind | null): TokenFacts {
  if (field.kind !== 'token' || token === null) return { state: field.kind === 'unattested' ? 'unattested' : 'none' };
  if (token.state !== 'genuine') return { state: token.state };
  if (known === null) return { state: 'unread' };
  return use === null ? { state: 'report-gone' } : { state: 'genuine', ageMs: Math.max(0, now - token.at), use };
}

function reportFacts(
  { field, ip, now }: Asked,
  loaded: Loaded | null,
  reportAddress: AddressFacts | null,
): ReportFacts | null {
  if (loaded !== null && loaded.report !== null) {
    const { key, signals, streams, carrier, origin, session, userAgent, address, layout } = loaded.report;
    const cookie = carrier.returning ? shortMark(carrier.id) : null;
    const elsewhere = !isSameNetwork(address, ip);
    const work = workOf(field, loaded.report);
    const postedFrom = networkPoint(reportAddress, familyOf(canonicalIp(address)), now);
    return { key, signals, streams, cookie, origin, session, elsewhere, postedFrom, userAgent, layout, work };
  }
  if (field.kind !== 'unattested' || field.report === null) return null;
  return {
    ...field.report,
    key: { state: 'none' },
    cookie: null,
    origin: null,
    elsewhere: null,
    postedFrom: null,
    userAgent: null,
    layout: null,
    work: null,
  };
}

function workOf(field: FormField, { work }: StoredReport): ReportFacts['work'] {
  if (work === null) return null;
  const answer = field.kind === 'token' ? field.work : null;
  if (answer === null) return 'absent';
  return isWorkDone(work.nonce, work.bits, answer) ? 'done' : 'wrong';
}
