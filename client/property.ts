/** A property that not every browser has; undefined where the object, too, is missing. */
export function property(from: unknown, name: string): unknown {
  return (typeof from === 'object' && from !== null) || typeof from === 'function'
    ? Reflect.get(from, name)
    : undefined;
}
