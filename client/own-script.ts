/** The second script's own element; null in a worker, where it runs too. Only while the script itself runs: hence read at once. */
const element = typeof document === 'undefined' ? null : document.currentScript;

export const ownScript = element;
// A worker does not know the class either.
export const ownAddress = element !== null && 'src' in element && typeof element.src === 'string' ? element.src : '';
