import { type Moment, type Stream, watch } from '../../client/watch.ts';
import type { Reading } from '../../shared/wire/reading.ts';

type Heard = (event: object) => void;

/** An EventTarget that plays events as the browser itself would make them: no constructor can set isTrusted or timeStamp. */
export class StageTarget implements EventTarget {
  readonly #heard = new Map<string, Heard[]>();

  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null): void {
    if (typeof listener !== 'function') return;
    const heard: Heard = event => Reflect.apply(listener, this, [event]);
    this.#heard.set(type, [...(this.#heard.get(type) ?? []), heard]);
  }

  removeEventListener(): void {}

  dispatchEvent(event: Event): boolean {
    this.play(event.type, event);
    return true;
  }

  play(type: string, event: object): void {
    for (const heard of this.#heard.get(type) ?? []) heard(event);
  }

  get types(): string[] {
    return [...this.#heard.keys()];
  }
}

export type Stage<T> = {
  /** Plays a trusted event, at `atMs` after the page's start. */
  play(type: string, atMs: number, properties?: object): void;
  /** The same made by a script. */
  forge(type: string, properties?: object): void;
  read(moment?: Partial<Moment>): Reading<T> | undefined;
};

/** One stream under the real runner, on a page that consists of nothing but played events. */
export function stage<T>(stream: Stream<T>, page: { hidden: boolean } = { hidden: false }): Stage<T> {
  const target = new StageTarget();
  const read = watch<{ it: T }>({ it: stream }, target, page, new AbortController().signal);
  const play = (type: string, own: object) => {
    const event = { type, target, currentTarget: target, timeStamp: 0, ...own };
    target.play(type, { composedPath: () => [event.target], ...event });
  };
  return {
    play: (type, atMs, properties) => play(type, { isTrusted: true, timeStamp: atMs, ...properties }),
    forge: (type, properties) => play(type, { isTrusted: false, ...properties }),
    read: moment => read({ nowMs: 0, handOut: false, ...moment }).it,
  };
}
