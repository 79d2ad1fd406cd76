/** How often somebody looked into what was written to the console, by what was looked at. */
export type Looks = Readonly<Record<'stack' | 'name' | 'getter' | 'prototype', number>>;

/**
 * Writes two errors and an object to the console, empty and at the level that is hidden by default, and counts how often they are looked
 * into meanwhile. Where nobody listens Chromium asks an error's name once, and nothing else; the developer tools and whoever
 * drives the browser by their protocol have V8 format the stack and ask the name again. Firefox looks into objects for WebDriver
 * BiDi. What is touched is put back before anybody else can run. https://v8.dev/docs/stack-trace-api
 */
export function consoleLooks(nameFirst: boolean, to: Pick<Console, 'debug'> = console): Looks {
  const looks = { stack: 0, name: 0, getter: 0, prototype: 0 };
  const look = (at: keyof Looks) => {
    // In the wire's limits.
    looks[at] = Math.min(9, looks[at] + 1);
    return null;
  };
  const named = () => {
    const error = Object.defineProperty(new Error(), 'name', { get: () => look('name') ?? '' });
    const object = {
      get a() {
        return look('getter');
      },
    };
    to.debug(error, object, Object.create(new Proxy({}, { getPrototypeOf: () => look('prototype') })));
  };
  if (nameFirst) named();
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  try {
    Reflect.set(Error, 'prepareStackTrace', () => look('stack') ?? '');
    to.debug(new Error());
  } finally {
    if (before) Object.defineProperty(Error, 'prepareStackTrace', before);
    else Reflect.deleteProperty(Error, 'prepareStackTrace');
  }
  if (!nameFirst) named();
  return looks;
}
