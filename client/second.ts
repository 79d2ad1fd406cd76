/** What the build knows of the second script: it writes this module anew (scripts/build.ts). In the sources there is none. */
export type Second = {
  readonly file: string;
  readonly integrity: string;
  /** Its signals at any level, and those of `full` alone: to say why they are missing where it cannot be loaded. */
  readonly names: readonly string[];
  readonly fullNames: readonly string[];
};

export const SECOND: Second = { file: '', integrity: '', names: [], fullNames: [] };
