/** FNV-1a, 32 bit: spreads references evenly; nothing secret hangs on it. http://www.isthe.com/chongo/tech/comp/fnv/ */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}

/** Is this account among the share (0..1) that is enforced? The same account always is or is not. */
export const inShare = (reference: string, share: number): boolean => spread(reference) < share;
