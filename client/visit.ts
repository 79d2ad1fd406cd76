import { REPORT_BYTES_MAX, WIRE_VERSION } from '../shared/constants.ts';
import type { Report, SignalReadings, StreamReadings } from '../shared/wire/report.ts';
import type { FingerprintLevel } from '../shared/wire/signal-row.ts';
import type { FirstSignals } from '../shared/wire/signals.ts';
import { behavior } from './behavior/index.ts';
import { type Collection, collect } from './collect.ts';
import { deviceKey } from './device-key.ts';
import { fillForms } from './fill-forms.ts';
import { formField, unattestedField } from './form-field.ts';
import { RENEW_AFTER_FORM_MS, TOKEN_WAIT_MS } from './limits.ts';
import { listen } from './listen.ts';
import { preload } from './preload.ts';
import { type Site, sessionOf } from './read-site.ts';
import { type SecondScript, secondScript } from './second-script.ts';
import { shed } from './shed.ts';
import { signals } from './signals/index.ts';
import { type TokenKeeper, tokenKeeper } from './token-keeper.ts';
import { type Taken, takeToken } from './transport.ts';
import { wait } from './wait.ts';
import { type Moment, watch } from './watch.ts';
import { isPrerendered, whenIdle } from './when-idle.ts';
import { type Work, work } from './work.ts';

export type Visit = {
  /** The form field's whole value; '' while the operator has the agent switched off. Never rejects. */
  token(): Promise<string>;
  /** The page goes on as another session, without a new page view; undefined: nothing is said of it. */
  follow(session: string | undefined): void;
};

/** One page view, from the first listener to the hand-out of its token. */
export function visit(
  site: Site,
  view: EventTarget = window,
  page: Pick<Document, 'hidden' | 'readyState'> = document,
): Visit {
  const ended = new AbortController();
  const snapshot = streamsOf(site, view, page, ended.signal);
  let current = site;
  let collection: Collection<FirstSignals> | null = null;
  let wake = () => {};
  const awake = new Promise<void>(resolve => {
    wake = resolve;
  });
  const second = secondScript(site);
  const proofOfWork = work(second.solve);
  const streamsNow = (handOut: boolean) => snapshot({ nowMs: performance.now(), handOut });
  const reportOf = (readings: SignalReadings, handOut: boolean): Omit<Report, 'nonce' | 'layout'> => ({
    v: WIRE_VERSION,
    ...sessionOf(current.session),
    signals: readings,
    streams: streamsNow(handOut),
  });
  const look = () => {
    collection = collect(signals);
    return collection;
  };
  const keeper = tokenKeeper(
    reporter(() => current, awake, look, reportOf, second, proofOfWork),
    () => ended.abort(),
  );
  const handOut = (renewInMs: number): string => {
    const token = keeper.handOut(renewInMs);
    if (token !== null) return formField(token, streamsNow(true), proofOfWork.answerFor(token));
    return unattestedField(reportOf((collection ?? look()).now(), true));
  };
  const begin = () => {
    wake();
    keeper.renewIfDue();
  };

  fillForms(view, ended.signal, () => handOut(RENEW_AFTER_FORM_MS), begin);
  listenForReturns(view, ended.signal, page, keeper);
  // The server is asked at once, and the page looked at when it has nothing else to do.
  if (!isPrerendered(page)) keeper.renewIfDue();
  whenIdle(begin, view, page);
  const inLine = oneByOne(keeper.settled, () => (ended.signal.aborted ? '' : handOut(0)));

  return {
    token() {
      begin();
      return inLine();
    },
    follow(session) {
      if (session === undefined || session === (current.session ?? '')) return;
      const { session: _former, ...same } = current;
      current = { ...same, ...sessionOf(session) };
      keeper.dropHeld();
    },
  };
}

/** Hands out when it is settled, one question after another: two that wait for the same token would both be given it. */
function oneByOne(settled: () => Promise<void>, handOut: () => string): () => Promise<string> {
  let line: Promise<unknown> = Promise.resolve();
  return () => {
    // Of each question's own, from when it is asked.
    const late = wait(TOKEN_WAIT_MS);
    const given = line.then(() => Promise.race([settled(), late])).then(handOut);
    line = given.catch(() => {});
    return given;
  };
}

function streamsOf(
  { rhythm }: Site,
  view: EventTarget,
  page: Pick<Document, 'hidden'>,
  ended: AbortSignal,
): (moment: Moment) => StreamReadings {
  const { rhythm: _, movements: __, ...others } = behavior;
  return rhythm ? watch(behavior, view, page, ended) : watch(others, view, page, ended);
}

/**
 * Takes a token for a report of this page. Nothing is looked at before the server says that it may, and how far: switched off, the
 * agent does no more than ask.
 */
function reporter(
  siteNow: () => Site,
  awake: Promise<void>,
  look: () => Collection<FirstSignals>,
  reportOf: (readings: SignalReadings, handOut: boolean) => Omit<Report, 'nonce' | 'layout'>,
  second: SecondScript,
  proofOfWork: Work,
): (cancelled: AbortSignal) => Promise<Taken> {
  let isFirst = true;
  return async cancelled => {
    const site = siteNow();
    const reportFor = async (nonce: string, level: FingerprintLevel, seed: number) => {
      if (isFirst) void preload(site);
      isFirst = false;
      await awake;
      if (cancelled.aborted) return { body: '', proof: null };
      const prove = deviceKey(site);
      const asked = [look().done, second.read(level, seed), second.layOut(nonce, seed)] as const;
      const [first, more, layout] = await Promise.all(asked);
      const body = shed({ nonce, layout, ...reportOf({ ...first, ...more }, false) }, REPORT_BYTES_MAX);
      return { body, proof: await prove(nonce, body) };
    };
    const taken = await takeToken(site, reportFor, cancelled);
    if (taken.token !== null && !cancelled.aborted) proofOfWork.begin(taken.token, taken.puzzle);
    const { onError } = site;
    if (taken.token === null && !cancelled.aborted && onError !== undefined) {
      const { code } = taken;
      // As a task of the page: what it throws there is the page's own.
      setTimeout(() => onError({ code }));
    }
    return taken;
  };
}

/** The page is hidden and shown, left and come back to. */
function listenForReturns(
  view: EventTarget,
  ended: AbortSignal,
  page: Pick<Document, 'hidden'>,
  keeper: TokenKeeper,
): void {
  const hear = listen(view, ended, () => {});
  hear(['visibilitychange'], () => {
    if (!page.hidden) keeper.renewIfDue();
  });
  hear(['pagehide'], keeper.leave);
  hear(['online'], keeper.tryAgain);
  hear(['pageshow'], event => {
    if (event.persisted) keeper.comeBack();
  });
}
