/**
 * A pure function of a text that keeps its last answers: nothing shows of it but the time it saves. It holds between `most` and
 * twice as many; what was not asked for since the other half filled up goes.
 */
export function remembered<T extends object>(most: number, answerOf: (text: string) => T): (text: string) => T {
  let recent = new Map<string, T>();
  let earlier: ReadonlyMap<string, T> = new Map();
  return text => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const answer = earlier.get(text) ?? answerOf(text);
    if (recent.size >= most) {
      earlier = recent;
      recent = new Map();
    }
    recent.set(text, answer);
    return answer;
  };
}
