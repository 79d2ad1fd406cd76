import { boundedText } from '../bounded-text.ts';

export function userAgent(from: Pick<Navigator, 'userAgent'> = navigator): string {
  return boundedText(from.userAgent, 1024);
}
