import { screeningAnswerSchema, screeningRequestSchema } from '../../shared/wire/screening.ts';
import { BODY_PROBLEMS, KEY_PROBLEMS, ProblemError } from '../errors.ts';
import { screen } from '../flows/screen.ts';
import { LIMITS } from '../limits.ts';
import { backendEndpoint } from './endpoint.ts';

const IDEMPOTENCY_KEY = new RegExp(`^[\\x21-\\x7e]{1,${LIMITS.idempotencyKeyCharsMax}}$`);

export const createScreening = backendEndpoint({
  method: 'post',
  path: '/v1/screenings',
  summary: {
    ja: '1つのアカウントの1つの操作を審査し、OK・REVIEW・NG を理由とともに返します。記録を保存してから答えます',
    en: 'Judges one action of one account: OK, REVIEW or NG, with reasons; answered once it is stored',
  },
  listener: 'main',
  lane: 'screening',
  scope: 'screen',
  problems: [
    ...KEY_PROBLEMS,
    ...BODY_PROBLEMS,
    'idempotency-key-invalid',
    'idempotency-key-reused',
    'busy',
    'state-away',
  ],
  body: { schema: screeningRequestSchema, bytesMax: LIMITS.screeningBodyBytesMax },
  reply: screeningAnswerSchema,
  handle: async ({ gate, site, body, seen }) => {
    const { metrics } = gate;
    const key = seen.idempotencyKey;
    if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) throw new ProblemError('idempotency-key-invalid');
    const answer = await screen(gate.ports, site, body, {
      policy: gate.policy,
      domain: gate.domain,
      calibrations: gate.calibrations,
      programs: gate.sites.programs(site.id),
      habits: gate.habits,
      lists: gate.lists.of(site.id),
      addressWatch: gate.addressWatch,
      siteVelocity: gate.siteVelocity,
      homeCountries: gate.config.homeCountries,
      dataVersions: gate.dataVersions,
      deadlineMs: gate.config.stateDeadlineMs,
      idempotency: key === undefined ? null : { key, digest: seen.bodyDigest() },
      timed: metrics.timed,
    });
    metrics.screenings.inc({
      action: body.action,
      verdict: answer.wouldBe,
      mode: answer.mode,
      decided_by: answer.decidedBy,
      degraded: String(answer.degraded !== undefined),
      replayed: String(answer.replayed ?? false),
    });
    if (answer.replayed !== true) for (const { code } of answer.reasons) metrics.reasons.inc({ code });
    return { body: answer };
  },
});
