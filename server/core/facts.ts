import type { Action, Channel, Phase } from '../../shared/wire/judgement.ts';
import type { ProgramKind } from '../../shared/wire/programs.ts';
import type { Missing } from '../../shared/wire/reading.ts';
import type { SignalReadings, StreamReadings } from '../../shared/wire/report.ts';
import type { Campaign } from './campaigns/shape-count.ts';
import type { FailingStrangers } from './campaigns/stranger-count.ts';
import type { KnownDevice } from './device-status.ts';
import type { HabitRisk } from './habit/risk.ts';
import type { HandVisitor } from './hands/hand-visitors.ts';
import type { KeyVisit } from './key-line.ts';
import type { Resemblance } from './linking/own-device.ts';
import type { AddressFacts } from './networks/address-facts.ts';
import type { NetworkPoint } from './networks/moved.ts';
import type { SessionStart } from './session-start.ts';
import type { Subject } from './subjects/subject.ts';
import type { TokenUseKind } from './token-use.ts';

/** All that a screening is judged by, loaded before core is asked. Core itself reads no clock, store or network. */
export type Facts = {
  readonly now: number;
  readonly action: Action;
  readonly phase: Phase;
  readonly channel: Channel;
  /** False while the site's agent is switched off, and on channels that have no agent. */
  readonly tokenExpected: boolean;
  readonly token: TokenFacts;
  /** What the page showed, from the token's report or, unattested, from the form itself. */
  readonly report: ReportFacts | null;
  /** The final hands and rhythm, handed over with the form. */
  readonly summary: StreamReadings | null;
  readonly client: {
    /** User-Agent of the action's own request, as the backend saw it. */
    readonly userAgent: string;
  };
  /** Of the action's own request, by local data. */
  readonly address: AddressFacts;
  readonly addressFamily: 4 | 6;
  /** As the site's edge measured it on the action's connection; null: it did not. */
  readonly edgeRttMs: number | null;
  /** Most of the site's known devices come from this one address: a proxy's, which says nothing of who came. */
  readonly addressIsProxy: boolean;
  /** Where the sites' customers live, ISO 3166-1 alpha-2; empty: not said. */
  readonly homeCountries: readonly string[];
  /** Of the action's own request, in their order, as the backend saw them; null: it did not say. */
  readonly headers: readonly (readonly [name: string, value: string])[] | null;
  /** The site's origins, for a report whose screening names none. */
  readonly origin: {
    readonly asked: string | null;
    readonly reportListed: boolean | null;
    /** Of where the page says that it stands; null: it does not say. */
    readonly pageListed: boolean | null;
  };
  readonly session: string | null;
  /** How this session of the account began; null: this is its login, or nobody knows. */
  readonly sessionStart: SessionStart | null;
  /** A mark of whom the money goes to; null: nobody is named. */
  readonly payee: string | null;
  readonly accountNamed: boolean;
  /** Of the programs that the site registered. */
  readonly program: ProgramFacts;
  /** The browser, where it is known by its key or its cookie; `known`: what the account remembers of it. */
  readonly device: { readonly id: string; readonly known: KnownDevice | null } | null;
  /** What the browser's image says of it; null: it is not compared. */
  readonly likeness: LikenessFacts | null;
  /** Who showed the same hand lately; null: too little moved to tell, or it tells nobody's. */
  readonly hand: { readonly own: HandVisitor; readonly shownBy: readonly HandVisitor[] } | null;
  /** What the account's habits say; null: too little is known of them. */
  readonly habit: HabitRisk | null;
  /** What its confirmed rhythms say against this one, in log-odds. */
  readonly rhythm: number;
  /** What the site's logins do now; null: nobody counts them. */
  readonly pulse: PulseFacts | null;
  /** What the state remembers of who and what takes part; null: it is away. */
  readonly remembered: Remembered | null;
};

/** Why a signature that names a registered key does not hold. */
export type SignatureFault = 'incomplete' | 'other-authority' | 'expired' | 'invalid' | 'replayed';

export type ProgramFacts = {
  readonly verified: { readonly kind: ProgramKind; readonly by: 'signature' | 'certificate' | 'network' } | null;
  readonly signature: 'none' | 'verified' | SignatureFault;
  readonly contradicted: boolean;
};

export type TokenFacts =
  /** `unread`: ours, and the state with its report is away. */
  | { readonly state: 'none' | 'unattested' | 'forged' | 'other-site' | 'expired' | 'report-gone' | 'unread' }
  | { readonly state: 'genuine'; readonly ageMs: number; readonly use: TokenUseKind };

/** Of the boxes that a nonce has the browser lay out; `absent`: the report does not speak of them. */
export type LayoutAnswer = 'right' | 'wrong' | 'absent' | Missing;

export type ReportFacts = {
  /** What it proved of the browser's key. */
  readonly key:
    | { readonly state: 'none' | 'refused' }
    | ({ readonly state: 'verified'; readonly id: string } & KeyVisit);
  /** null: unattested, so it had no nonce. */
  readonly layout: LayoutAnswer | null;
  /** null: none was asked for. */
  readonly work: 'done' | 'wrong' | 'absent' | null;
  readonly signals: SignalReadings;
  readonly streams: StreamReadings;
  /** A mark of the carrier cookie that came back; null: none did. */
  readonly cookie: string | null;
  readonly origin: string | null;
  readonly session: string | null;
  /** It was posted from another network than the action's; null: nobody posted it. */
  readonly elsewhere: boolean | null;
  /** null: nobody posted it. */
  readonly postedFrom: NetworkPoint | null;
  /** User-Agent header of the report's own request; null for an unattested report, which had none. */
  readonly userAgent: string | null;
};

export type PulseFacts = {
  /** Of logins that fail at this hour of the week; null: too little was seen of the site. */
  readonly usualShare: number | null;
  /** How many times as many fail at the address's provider; null: nobody knows. */
  readonly providerExcess: number | null;
  /** What a campaign of its shape is called, or would be: of each cut whose campaigns have names. Empty: it is no login. */
  readonly shapes: readonly string[];
  /** That logins of this shape are; `id` null: it is told by the password alone. */
  readonly campaign: (Campaign & { readonly id: string | null }) | null;
  /** Logins that show nothing of their accounts fail all over the site; null: they do not, or nobody knows. */
  readonly strangers: FailingStrangers | null;
};

export type LikenessFacts = {
  /** null: its key or its cookie tells it, or its image tells nothing. */
  readonly resembles: Resemblance;
  /** Accounts are counted by it. */
  readonly isCounted: boolean;
};

/** null: none is named, or it was never seen. */
export type Remembered = {
  readonly account: Subject | null;
  /** Known by its carrier cookie. */
  readonly device: Subject | null;
  /** Known by the key that the report proved. */
  readonly key: Subject | null;
  /** Of browsers that nothing but their image tells. */
  readonly recall: Subject | null;
  readonly address: Subject | null;
  readonly network: Subject | null;
  /** The /56 of an IPv6 address. */
  readonly line: Subject | null;
};
