/** The closed vocabularies of a judgement, in the field's standard terms. DESIGN: docs/ARCHITECTURE.md. */

export const VERDICTS = ['OK', 'REVIEW', 'NG'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const BOT_VERDICTS = ['human', 'suspect', 'bot'] as const;
export type BotVerdict = (typeof BOT_VERDICTS)[number];
export const BOT_KINDS = ['crawler', 'aggregator', 'ai-agent', 'tool'] as const;
export type BotKind = (typeof BOT_KINDS)[number];

/** Judged apart, never summed together. */
export const HYPOTHESES = ['bot', 'takeover'] as const;
export type Hypothesis = (typeof HYPOTHESES)[number];

/** Evidence that moves together; each family has a cap in the policy. */
export const FAMILIES = [
  'integrity',
  'automation',
  'environment',
  'hands',
  'device',
  'network',
  'habit',
  'velocity',
] as const;
export type Family = (typeof FAMILIES)[number];

/** The weakest first: `claimed`, the browser says so; `observed`, the server saw it; `proven`, a key or a passkey. */
export const PROVENANCES = ['claimed', 'observed', 'proven'] as const;
export type Provenance = (typeof PROVENANCES)[number];

/** Which rule of the authority order gave the verdict, the highest first. */
export const DECIDERS = ['integrity', 'grade', 'allow', 'block', 'rule', 'score', 'failover'] as const;
export type Decider = (typeof DECIDERS)[number];

export const MODES = ['observe', 'enforce'] as const;
export type Mode = (typeof MODES)[number];

/** How strong a step-up must be, the weakest first. */
export const GRADES = ['possession', 'strong-possession', 'phishing-resistant'] as const;
export type Grade = (typeof GRADES)[number];

export const ACTIONS = [
  'login',
  'sign-up',
  'password-reset',
  'payee-change',
  'transfer',
  'withdrawal',
  'ticket-purchase',
  'ticket-transfer',
  'email-change',
  'phone-change',
] as const;
export type Action = (typeof ACTIONS)[number];

export const PHASES = ['attempted', 'succeeded', 'failed'] as const;
export type Phase = (typeof PHASES)[number];

export const CHANNELS = ['web', 'webview', 'ios', 'android', 'api'] as const;
export type Channel = (typeof CHANNELS)[number];

export const OUTCOME_RESULTS = [
  'succeeded',
  'failed',
  'unknown',
  'stepup-passed',
  'stepup-failed',
  'fraud',
  'legit',
  'chargeback',
  'disputed',
] as const;
export type OutcomeResult = (typeof OUTCOME_RESULTS)[number];

/** How a browser was known: it proved its key, its cookie came back, its image is like a device of the account, or not at all. */
export const KNOWN_BY = ['key', 'cookie', 'linked', 'none'] as const;
/** Why a browser is not linked to one of the account's devices. */
export const LINK_ABSTENTIONS = [
  'no-candidate',
  'none-of-account',
  'unsure',
  'crowd',
  'hidden',
  'indistinct-kind',
] as const;
/** 有効 · 不正 · 重複 · 不明 · 待機中: of a browser, on one account. */
export const DEVICE_STATUSES = ['active', 'fraudulent', 'shared', 'unproven', 'pending'] as const;
export type DeviceStatus = (typeof DEVICE_STATUSES)[number];

/** What an API key may do. */
export const SCOPES = ['screen', 'outcome', 'read', 'manage', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Of an account's passwords: strangers lock their own lane, and an owner goes on at a device that is vouched for. */
export const LOCK_LANES = ['vouched-device', 'others'] as const;
export type LockLane = (typeof LOCK_LANES)[number];
export const LOCK_STATES = ['open', 'locked'] as const;
export type LockState = (typeof LOCK_STATES)[number];
