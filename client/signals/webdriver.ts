import type { Missing } from '../../shared/wire/reading.ts';

/** `navigator.webdriver` (WebDriver, section 4): true under automation, false else, and absent only where it was taken away. */
export function webdriver(from: object = navigator): boolean | Missing {
  if (!('webdriver' in from) || typeof from.webdriver !== 'boolean') return { missing: 'unsupported' };
  return from.webdriver;
}
