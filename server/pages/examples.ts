/** An endpoint's example: what to send, and what the demo answers to it. Tests run each against a real server. */
export type Example = {
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly answer?: unknown;
  /** What has to be asked first: a line that sets this shell variable, used where the example has `<name>`. */
  readonly first?: { readonly variable: string; readonly command: readonly string[] };
};

const SCREENING = {
  domain: 'access',
  action: 'login',
  phase: 'succeeded',
  token: null,
  account: { id: 'customer-1024' },
  client: { ip: '203.0.113.7', userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)' },
};

const AS_BACKEND = "-H 'Authorization: Bearer sk_demo'";
/** The text between the nth pair of quotation marks: enough for the first id of our answers, and on every machine. */
const quoted = (nth: number): string => `cut -d'"' -f${nth}`;

/** Of an account, just now. */
const ANY_SCREENING = {
  variable: 'id',
  command: [
    'curl -s "$SEKISHO/v1/screenings" \\',
    `${AS_BACKEND} -H 'Content-Type: application/json' \\`,
    `-d '{"domain": "access", "action": "login", "phase": "succeeded", "token": null, "account": {"id": "customer-1024"},`,
    `     "client": {"ip": "203.0.113.7", "userAgent": "Mozilla/5.0"}}' | ${quoted(4)}`,
  ],
};

/** The reference of an account that was asked about before. */
const ANY_ACCOUNT = {
  variable: 'ref',
  command: ['curl -s "$SEKISHO/v1/screenings?limit=100" \\', `${AS_BACKEND} | grep -o 'acc_[^"]*' | head -n 1`],
};

/** An entry of the lists, its address another in each example. */
const anEntry = (ip: string) => ({
  variable: 'entry',
  command: [
    'curl -s "$SEKISHO/v1/lists/entries" \\',
    `${AS_BACKEND} -H 'Content-Type: application/json' \\`,
    `-d '{"effect": "block", "subject": "ip", "value": "${ip}", "reason": "stuffing", "author": "suzuki"}' | ${quoted(4)}`,
  ],
});

/** The latest campaign, where there is one. */
const ANY_CAMPAIGN = {
  variable: 'campaign',
  command: ['curl -s "$SEKISHO/v1/campaigns?limit=1" \\', `${AS_BACKEND} | grep -o 'cmp_[^"]*' | head -n 1`],
};

/** By operation id; an endpoint that needs nothing but its address needs no row. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  'get-v1-nonce': { query: { site: 'pk_demo' } },
  'post-v1-collect': {
    query: { site: 'pk_demo' },
    first: { variable: 'nonce', command: [`curl -s "$SEKISHO/v1/nonce?site=pk_demo" | ${quoted(4)}`] },
    body: { v: 1, nonce: '<nonce>', signals: { webdriver: false }, streams: {} },
  },
  'post-v1-screenings': {
    body: SCREENING,
    answer: {
      id: 'scr_01a1fde7c58279a3c5ab24823c4752c9',
      verdict: 'REVIEW',
      score: 55,
      mode: 'enforce',
      wouldBe: 'REVIEW',
      decidedBy: 'score',
      reasons: [
        {
          code: 'no-token',
          hypothesis: 'bot',
          family: 'integrity',
          provenance: 'observed',
          weight: 3.2,
          counted: 3.2,
          audience: 'analyst',
          text: {
            ja: 'ページのスクリプトからの情報が届いていません（スクリプトが動いていません）。',
            en: "Nothing came from the page's script: it did not run.",
          },
          facts: { token: 'none' },
        },
      ],
      bot: { verdict: 'suspect', kind: null, kindProvenance: null, program: null, score: 55, prior: -3, logit: 0.2 },
      takeover: { score: 3, prior: -3.5, logit: -3.5 },
      counterfactual: { verdict: 'OK', change: [{ feature: 'token', from: 'none', to: 'genuine' }] },
      account: { ref: 'acc_j5Bc2kjH1P2U1bYlBemj3QjmhcEDWsUvT' },
      lock: null,
      device: null,
      stepUp: { grade: 'phishing-resistant', channels: [] },
      policy: { revision: 'access-e0d030844135' },
      tookMs: 2.69,
    },
  },
  'get-v1-screenings': { query: { verdict: 'REVIEW', limit: 5 } },
  'get-v1-screenings-id': {
    first: {
      variable: 'id',
      command: ['curl -s "$SEKISHO/v1/screenings?limit=1" \\', `${AS_BACKEND} | ${quoted(6)}`],
    },
  },
  'get-v1-accounts-ref-devices': { first: ANY_ACCOUNT },
  'patch-v1-devices-id': {
    body: {
      account: 'customer-1',
      status: 'fraudulent',
      author: 'suzuki',
      comment: 'The owner never had this browser.',
    },
  },
  'post-v1-programs': {
    body: { name: 'Moneybook', kind: 'aggregator', networks: ['192.0.2.0/24', '2001:db8:7::/48'] },
  },
  'delete-v1-programs-name': {
    first: {
      variable: 'name',
      command: [
        'curl -s "$SEKISHO/v1/programs" \\',
        `${AS_BACKEND} -H 'Content-Type: application/json' \\`,
        `-d '{"name": "Moneybook", "kind": "aggregator", "networks": ["192.0.2.0/24"]}' | ${quoted(4)}`,
      ],
    },
  },
  'get-v1-lists-entries': { query: { subject: 'mail-domain', state: 'all' } },
  'post-v1-lists-entries': {
    body: {
      effect: 'block',
      subject: 'cidr',
      value: '198.51.100.0/28',
      actions: ['login'],
      reason: 'Stuffing since Friday',
      expiresAt: '2099-12-31T15:00:00Z',
      author: 'suzuki',
    },
  },
  'get-v1-lists-entries-entry': { first: anEntry('198.51.100.1') },
  'patch-v1-lists-entries-entry': {
    first: anEntry('198.51.100.2'),
    body: { expiresAt: '2099-12-31T15:00:00Z', author: 'sato' },
  },
  'delete-v1-lists-entries-entry': { first: anEntry('198.51.100.3'), query: { author: 'sato' } },
  'post-v1-lists-csv': {
    body: {
      csv: 'effect,subject,value,reason\nblock,mail-domain,trash.example,disposable\n',
      author: 'suzuki',
      dryRun: true,
    },
  },
  'get-v1-addresses': { query: { by: 'network', phase: 'failed', minAccounts: 10, sort: 'accounts' } },
  'get-v1-devices-shared': { query: { minAccounts: 5 } },
  'get-v1-campaigns-campaign': { first: ANY_CAMPAIGN },
  'put-v1-campaigns-campaign-switch': {
    first: ANY_CAMPAIGN,
    body: { state: 'block', author: 'suzuki', reason: 'A list from last week', expiresAt: '2099-12-31T15:00:00Z' },
  },
  'get-v1-accounts-ref-timeline': { first: ANY_ACCOUNT, query: { limit: 20 } },
  'get-v1-accounts-ref-data': { first: ANY_ACCOUNT },
  'delete-v1-accounts-ref-data': { first: ANY_ACCOUNT },
  'put-v1-screenings-id-outcome': {
    first: ANY_SCREENING,
    body: { result: 'legit', source: 'call-centre', comment: 'The customer confirmed the login.' },
  },
  'post-v1-screenings-id-notice': {
    first: ANY_SCREENING,
    body: { language: 'en', name: 'Demo Bank', timeZone: 'Asia/Tokyo' },
  },
  'put-v1-screenings-id-owner-answer': {
    first: ANY_SCREENING,
    body: { answer: 'no', source: 'call-centre', identified: true },
  },
};
