/** A bounded list of distinct members, the newest last. */
export function addToList(list: readonly string[], member: string, max: number): readonly string[] {
  return [...list.filter(it => it !== member), member].slice(-max);
}

export const removeFromList = (list: readonly string[], member: string): readonly string[] =>
  list.filter(it => it !== member);
