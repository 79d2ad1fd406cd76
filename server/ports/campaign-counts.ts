import type { ShapeSketch } from '../core/campaigns/shape-sketch.ts';

/** What one process saw of logins of one shape. */
export type CampaignCount = {
  readonly siteId: string;
  /** What a campaign of this shape is called, the same in every process. */
  readonly id: string;
  /** What its logins have in common, as core/campaigns/login-shape.ts writes it; null: it is not told. */
  readonly shape: string | null;
  /** That they are a campaign was found, by this process. */
  readonly found: boolean;
  readonly sketch: ShapeSketch;
};

/** `at`: when it was stored, by the clock of who did. `process`: a random name. */
export type StoredCampaignCount = CampaignCount & { readonly process: string; readonly at: number };
export type CampaignCursor = Pick<StoredCampaignCount, 'at' | 'siteId' | 'id' | 'process'>;

/** What all processes saw. Accounts and addresses are in it as marks of their references. */
export type CampaignCounts = {
  /** In the place of what this process said of the same shape before. */
  readonly put: (counts: readonly CampaignCount[], process: string, at: number) => Promise<void>;
  /** What changed after this one, the longest ago first; at most `limit`. */
  readonly changed: (after: CampaignCursor, limit: number) => Promise<readonly StoredCampaignCount[]>;
  /** Of shapes that were found to be a campaign by anybody, the latest changed first; at most `limit`. */
  readonly found: (
    siteId: string,
    before: CampaignCursor | null,
    limit: number,
  ) => Promise<readonly StoredCampaignCount[]>;
  /** All that is said of one shape; at most `limit`. */
  readonly of: (siteId: string, id: string, limit: number) => Promise<readonly StoredCampaignCount[]>;
  /** Deletes what was stored before; how many. */
  readonly retire: (before: number) => Promise<number>;
};
