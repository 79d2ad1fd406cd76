/**
 * Vouched devices behind one address: a carrier's NAT, MAP-E and DS-Lite put hundreds of customers behind one, an office or a gateway
 * of a company dozens. From so many on, what an address does is what a crowd does.
 */
export const CROWD_FROM = 5;

/** How much of the evidence against an address is left, 1 to 0, when so many people are known to come from it. */
export const shareBeyondCrowd = (sharedBy: number): number => Math.max(0, 1 - sharedBy / CROWD_FROM);

/** What was counted by an address, for each of those who are known to share it: limits made for one person hold for that. */
export const perPersonBehind = (count: number, sharedBy: number): number => count / Math.max(1, sharedBy);
