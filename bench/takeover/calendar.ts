/** What comes next, and of two at the same moment the one of the lower number: a binary heap, the same order each time. */
export type Calendar<T> = {
  readonly add: (at: number, number: number, what: T) => void;
  /** null: nothing is left. */
  readonly next: () => { readonly at: number; readonly what: T } | null;
};

type Entry<T> = { readonly at: number; readonly number: number; readonly what: T };

const isBefore = <T>(a: Entry<T>, b: Entry<T>): boolean => a.at < b.at || (a.at === b.at && a.number < b.number);

export function calendar<T>(): Calendar<T> {
  const heap: Entry<T>[] = [];
  const swapped = (a: number, b: number): boolean => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined || !isBefore(other, one)) return false;
    [heap[a], heap[b]] = [other, one];
    return true;
  };
  const sink = (): void => {
    for (let i = 0; ; ) {
      const [left, right] = [heap[2 * i + 1], heap[2 * i + 2]];
      if (left === undefined) return;
      const child = right !== undefined && isBefore(right, left) ? 2 * i + 2 : 2 * i + 1;
      if (!swapped(i, child)) return;
      i = child;
    }
  };
  return {
    add: (at, number, what) => {
      heap.push({ at, number, what });
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!swapped(parent, i)) return;
        i = parent;
      }
    },
    next: () => {
      const [first] = heap;
      const last = heap.pop();
      if (first === undefined || last === undefined) return null;
      if (heap.length > 0) {
        heap[0] = last;
        sink();
      }
      return first;
    },
  };
}
