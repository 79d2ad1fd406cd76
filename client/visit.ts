import { REPORT_BYTES_MAX, TOKEN_FIELD, WIRE_VERSION } from '../shared/constants.ts';
import type { Report, SignalReadings, StreamReadings } from '../shared/wire/report.ts';
import type { FingerprintLevel } from '../shared/wire/signal-row.ts';
import type { FirstSignals } from '../shared/wire/signals.ts';
import { behavior } from './behavior/index.ts';
import { type Collection, collect } from './collect.ts';
import { proveDevice } from './device-key.ts';
import { formField, unattestedField } from './form-field.ts';
import { RENEW_AFTER_FORM_MS, TOKEN_WAIT_MS } from './limits.ts';
import { listen } from './listen.ts';
import { loginForms } from './login-forms.ts';
import type { Site } from './read-site.ts';
import { secondScript } from './second-script.ts';
import { shed } from './shed.ts';
import { signals } from './signals/index.ts';
import { tokenKeeper } from './token-keeper.ts';
import { takeToken } from './transport.ts';
import { wait } from './wait.ts';
import { type Moment, watch } from './watch.ts';
import { whenIdle } from './when-idle.ts';

export type Visit = {
  /** The form field's whole value; '' while the operator has the agent switched off. Never rejects. */
  token(): Promise<string>;
};

/** One page view, from the first listener to the hand-out of its token. */
export function visit(
  site: Site,
  view: EventTarget = window,
  page: Pick<Document, 'hidden' | 'readyState'> = document,
): Visit {
  const ended = new AbortController();
  const { rhythm: _, ...others } = behavior;
  const snapshot: (moment: Moment) => StreamReadings = site.rhythm
    ? watch(behavior, view, page, ended.signal)
    : watch(others, view, page, ended.signal);
  const second = secondScript(site);
  let collection: Collection<FirstSignals> | null = null;

  const reportOf = (readings: SignalReadings, handOut: boolean): Omit<Report, 'nonce'> => ({
    v: WIRE_VERSION,
    ...(site.session === undefined ? {} : { session: site.session }),
    signals: readings,
    streams: snapshot({ nowMs: performance.now(), handOut }),
  });
  const keeper = tokenKeeper(
    async cancelled => {
      const fresh = collect(signals);
      collection = fresh;
      second.load();
      // The level comes with the nonce: what it leaves out is never begun.
      const reportFor = async (nonce: string, level: FingerprintLevel) => {
        const [first, more] = await Promise.all([fresh.done, second.read(level)]);
        const body = shed({ nonce, ...reportOf({ ...first, ...more }, false) }, REPORT_BYTES_MAX);
        return { body, proof: await proveDevice(site, nonce, body) };
      };
      return takeToken(site, reportFor, cancelled);
    },
    () => ended.abort(),
  );
  const handOut = (renewInMs: number): string => {
    const token = keeper.handOut(renewInMs);
    if (token !== null) return formField(token, snapshot({ nowMs: performance.now(), handOut: true }));
    collection ??= collect(signals);
    return unattestedField(reportOf(collection.now(), true));
  };

  listenForForms(view, ended.signal, () => handOut(RENEW_AFTER_FORM_MS), keeper.renewIfDue);
  const hear = listen(view, ended.signal, () => {});
  hear(['visibilitychange'], () => {
    if (!page.hidden) keeper.renewIfDue();
  });
  hear(['pagehide'], keeper.leave);
  hear(['pageshow'], event => {
    if (event.persisted) keeper.comeBack();
  });
  whenIdle(keeper.renewIfDue, view, page);

  return {
    async token() {
      keeper.renewIfDue();
      if (!keeper.holds()) await Promise.race([keeper.settled(), wait(TOKEN_WAIT_MS)]);
      return ended.signal.aborted ? '' : handOut(0);
    },
  };
}

/** Managers fill and send a form without any interaction, and people touch the page before it is idle: all are heard. */
function listenForForms(view: EventTarget, ended: AbortSignal, field: () => string, touched: () => void): void {
  const forms = loginForms();
  // What fails here costs the field, never the form.
  const hear = listen(view, ended, () => {});
  hear(['pointerdown', 'keydown', 'input', 'change'], event => {
    touched();
    forms.notice(event);
  });
  hear(['focusin'], forms.notice);
  hear(['formdata'], event => {
    const form = event.target;
    if (form instanceof HTMLFormElement && forms.takes(form, event.formData)) event.formData.set(TOKEN_FIELD, field());
  });
}
