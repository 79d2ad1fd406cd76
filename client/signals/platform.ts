import { boundedText } from '../bounded-text.ts';

/** Deprecated, and still what every engine answers: UA-CH's platform is Chromium's alone. */
export function platform(from: Pick<Navigator, 'platform'> = navigator): string {
  return boundedText(from.platform, 64);
}
