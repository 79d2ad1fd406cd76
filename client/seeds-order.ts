/** The same entries in an order of the seed's: who knows one installation's order does not know the next one's. */
export function inSeedsOrder<T extends object>(entries: T, seed: number): Partial<T> {
  const names = Object.keys(entries);
  const ordered: Partial<T> = {};
  // https://www.pcg-random.org/posts/does-it-beat-the-minimal-standard.html: Lehmer's generator, enough to shuffle a list.
  let state = seed + 1;
  while (names.length > 0) {
    state = (state * 48271) % 0x7fffffff;
    const [name = ''] = names.splice(state % names.length, 1);
    Reflect.set(ordered, name, Reflect.get(entries, name));
  }
  return ordered;
}
