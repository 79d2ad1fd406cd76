import { base64url } from '../base64url.ts';

/**
 * Where the page stands, by its own word. Encoded: a relay puts the site's name in the place of its own wherever it reads that, also in
 * what it passes on, and does not read it here.
 */
export function pageOrigin(from: Pick<Location, 'origin'> = location): string {
  return base64url(from.origin);
}
