import { NATIVES } from '../../shared/probes.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { asked } from '../own-script.ts';
import { property } from '../property.ts';

/** So many of them, from where the seed says: enough that a tool cannot leave the tested ones alone. */
const TESTED = 6;
const FOUND_MAX = 16;
const NAMES_MAX = 1_000;

/** chromedriver's (and its renamed builds': three letters and 22), Playwright's. No page calls anything so. */
const DRIVERS = /^(\$?cdc_\w{22}_|[a-z]{3}_\w{22}_(Array|Promise|Symbol)$|__(pwInitScripts|playwright_))/;
/** Of V8's stacks: the line of a Proxy's trap. */
const TRAP = /^ +at (Object\.apply |.*\[as apply\])/;

/** The function, or the getter, that a class has of its own. */
function nativeOf(path: string, view: object): object | null {
  const [name = '', member = ''] = path.split('.');
  const found = Object.getOwnPropertyDescriptor(Object(property(property(view, name), 'prototype')), member);
  const native: unknown = found?.get ?? found?.value;
  return typeof native === 'function' ? native : null;
}

/** No object may be its own prototype's prototype; only behind a Proxy does the engine not see it. Put back at once: each use would loop. */
export function takesCycle(native: object): boolean {
  const before = Reflect.getPrototypeOf(native);
  return Reflect.setPrototypeOf(native, Object.create(native)) && Reflect.setPrototypeOf(native, before);
}

/**
 * Who calls the native Function.prototype.toString, when we do: we, or a Proxy's trap? Error reporters and polyfills stand there too, as
 * plain functions. Tools that hide themselves take lines off the stack, but not this one.
 */
export function isTrapped(call: () => unknown = () => Object.create(isTrapped).toString()): boolean {
  try {
    call();
  } catch (error) {
    // After the message and the native's own line.
    return TRAP.test(String(property(error, 'stack')).split('\n')[2] ?? '');
  }
  return false;
}

/** What a plain object would have there: of getters that want another object, nothing. */
function inheritedOf(prototype: object, key: string): unknown {
  try {
    return Reflect.get(prototype, key);
  } catch {
    return undefined;
  }
}

/**
 * Getters of the object's own that its class has already, and what it has in the place of one. Not functions before functions: shims put
 * them there (getUserMedia, vibrate). Elements by their names, as documents have, are none.
 */
function ownOf([name, object]: [string, object]): string[] {
  const inherited = Object(Reflect.getPrototypeOf(object));
  const isOwn = (key: string) => {
    const { get, value } = Object.getOwnPropertyDescriptor(object, key) ?? {};
    if (get === undefined && typeof value === 'object' && value !== null && 'nodeType' in value) return false;
    return key in inherited && (get !== undefined || typeof inheritedOf(inherited, key) !== 'function');
  };
  return Object.getOwnPropertyNames(object)
    .slice(0, NAMES_MAX)
    .filter(isOwn)
    .map(key => `${name}.${key}`);
}

const firstOf = (names: readonly string[]) => names.slice(0, FOUND_MAX).map(it => it.slice(0, 64));

type View = { readonly navigator: object; readonly screen: object; readonly document: Pick<Document, 'createElement'> };

/** What somebody put into the page that browsers do not have there. */
export function tampering({ seed } = asked, view: View = window): Signals['tampering'] {
  const { navigator, screen, document } = view;
  const first = seed % NATIVES.length;
  const tested = [...NATIVES, ...NATIVES].slice(first, first + TESTED);
  const cycles = tested.filter(path => {
    const native = nativeOf(path, view);
    return native !== null && takesCycle(native);
  });
  return {
    first,
    cycles,
    trapped: isTrapped(),
    own: firstOf(
      Object.entries({ navigator, screen, iframe: document.createElement('iframe'), document }).flatMap(ownOf),
    ),
    drivers: firstOf([view, document].flatMap(Object.keys).filter(it => DRIVERS.test(it))),
  };
}
