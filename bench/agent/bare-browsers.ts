import type { CDPSession, Browser as PuppeteerBrowser } from 'puppeteer-core';
import { browsers } from '../../test/support/browsers.ts';

export type Tab = {
  /** Polls the expression in the page until it is neither null nor undefined; a JSON value. */
  until(expression: string, withinMs?: number): Promise<unknown>;
  close(): Promise<void>;
};
/** An entry of the browser's own trace. `tdur`: the processor time of a task's thread, without what it waited for. */
export type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, as `dur` and `tdur` are. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
};
export type ChromiumTab = Tab & { readonly send: CDPSession['send'] };

/** `open`: a tab in a profile of its own. */
export type BareBrowser<T extends Tab> = { open(url: string, slowdown?: number): Promise<T>; close(): Promise<void> };

const POLL_MS = 50;
const WAIT_MS_MAX = 60_000;

/**
 * Chromium with nothing in its pages: Playwright and Puppeteer run scripts of their own in each new frame, which makes a frame of the
 * measured script's several times dearer. Here the page is asked for a value now and then, and that is all.
 * `slowdown`: how many times slower than this machine the main thread runs.
 */
export async function bareChromium(): Promise<
  BareBrowser<ChromiumTab> & { traced(act: () => Promise<void>): Promise<readonly TraceEvent[]> }
> {
  const browser = await browsers.puppeteer('chromium');
  const whole = await browser.target().createCDPSession();
  return {
    async open(url, slowdown = 1) {
      const { browserContextId } = await whole.send('Target.createBrowserContext');
      const { targetId } = await whole.send('Target.createTarget', { url: 'about:blank', browserContextId });
      const { sessionId } = await whole.send('Target.attachToTarget', { targetId, flatten: true });
      const session = whole.connection()?.session(sessionId);
      if (!session) throw new Error('Chromium closed the tab that it had just opened');
      if (slowdown > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
      await session.send('Page.navigate', { url });
      const ask = async (expression: string): Promise<unknown> => {
        const options = { expression, returnByValue: true, awaitPromise: true };
        const { result, exceptionDetails } = await session.send('Runtime.evaluate', options);
        if (exceptionDetails !== undefined) throw new Error(`${exceptionDetails.text} in the page, at: ${expression}`);
        return result.value;
      };
      return {
        send: session.send.bind(session),
        until: (expression, withinMs) => poll(ask, expression, withinMs),
        close: () => whole.send('Target.disposeBrowserContext', { browserContextId }),
      };
    },
    /** The tasks of all threads while it acts, and the marks of pages (`performance.mark`). */
    async traced(act) {
      const events: TraceEvent[] = [];
      const collect = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
      whole.on('Tracing.dataCollected', collect);
      await whole.send('Tracing.start', {
        transferMode: 'ReportEvents',
        traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'] },
      });
      await act();
      const complete = new Promise(resolve => whole.once('Tracing.tracingComplete', resolve));
      await whole.send('Tracing.end');
      await complete;
      whole.off('Tracing.dataCollected', collect);
      return events;
    },
    close: () => browser.close(),
  };
}

/** Firefox over WebDriver BiDi, which leaves pages alone; it cannot be slowed down. */
export async function bareFirefox(): Promise<BareBrowser<Tab>> {
  const browser: PuppeteerBrowser = await browsers.puppeteer('firefox');
  return {
    async open(url) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.goto(url);
      return {
        until: (expression, withinMs) => poll(it => page.evaluate(it), expression, withinMs),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

async function poll(
  ask: (expression: string) => Promise<unknown>,
  expression: string,
  withinMs = WAIT_MS_MAX,
): Promise<unknown> {
  for (const end = performance.now() + withinMs; performance.now() < end; ) {
    const answer = await ask(expression);
    if (answer !== undefined && answer !== null) return answer;
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`the page had no value within ${withinMs} ms for: ${expression}`);
}
