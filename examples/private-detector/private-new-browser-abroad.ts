/**
 * A detector of your own: SEKISHO_DETECTORS=examples/private-detector npm start. It reads features (docs/reasons.md lists them) and gives a
 * weight in log-odds for its hypothesis, or null where it has nothing to say; docs/ADDING.md has the rest.
 */
export const detector = {
  code: 'private-new-browser-abroad',
  hypothesis: 'takeover',
  family: 'habit',
  measuredOn: 'everywhere',
  reads: ['deviceStatus', 'timeZoneFitsCountry'],
  weigh: ({ deviceStatus, timeZoneFitsCountry }: Readonly<Record<string, unknown>>) =>
    deviceStatus === 'new' && timeZoneFitsCountry === false ? { weight: 2, facts: { deviceStatus } } : null,
  cure: { timeZoneFitsCountry: true },
} as const;

export const words = {
  ja: '初めての端末で、時計の時間帯が接続元の国と合いません。',
  en: 'A browser that is new to the account, whose clock is of another country than its address.',
};
