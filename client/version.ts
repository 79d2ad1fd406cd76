/** Of the package, as package.json says it (a test compares them): what support asks for first. */
export const VERSION = '0.1.0';
