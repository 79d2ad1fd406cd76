import type { Site } from './read-site.ts';
import { SECOND, type Second } from './second.ts';

/**
 * Has the second script fetched, after all that the page itself needs: when the page is idle, the browser has it in its cache, where
 * it stays (its name is its content's hash). Nothing of it runs. By `fetch`, as the nonce is: an element would be one more node in a
 * page that a framework is taking over. Never rejects.
 */
export async function preload(
  { folder, endpoint }: Pick<Site, 'folder' | 'endpoint'>,
  { file, integrity }: Second = SECOND,
): Promise<void> {
  // To the endpoint's origin the page's policy lets the agent connect; of another one nothing is known.
  if (file === '' || !folder.startsWith(`${new URL(endpoint).origin}/`)) return;
  // As the script element of crossOrigin 'anonymous' will ask: else the browser takes it for another request.
  const options: RequestInit = { integrity, priority: 'low', credentials: 'same-origin' };
  try {
    await (await fetch(folder + file, options)).arrayBuffer();
  } catch {
    // What fails here fails again where the script itself is loaded, and is told there.
  }
}
