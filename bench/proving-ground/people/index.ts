import type { Visitor } from '../visitor.ts';

/** Odd people, one file each beside this one. */
export const ODD_PEOPLE: readonly Visitor[] = [];
