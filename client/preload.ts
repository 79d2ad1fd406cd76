import type { Site } from './read-site.ts';
import { SECOND, type Second } from './second.ts';

/** Has the second script fetched, after all that the page itself needs: when the page is idle it is there. Nothing of it runs. */
export function preload({ folder, scriptNonce }: Site, { file, integrity }: Second = SECOND): void {
  if (file === '') return;
  const link = document.createElement('link');
  const end = () => link.remove();
  link.onload = end;
  link.onerror = end;
  link.rel = 'preload';
  link.as = 'script';
  link.setAttribute('fetchpriority', 'low');
  // As the script element will say it, or the browser takes it for another request.
  link.crossOrigin = 'anonymous';
  link.integrity = integrity;
  if (scriptNonce) link.nonce = scriptNonce;
  link.href = folder + file;
  document.documentElement.append(link);
}
