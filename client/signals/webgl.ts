import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { boundedText } from '../bounded-text.ts';
import { wait } from '../wait.ts';

const NAME_CHARS_MAX = 256;
const UNMASKED_VENDOR = 0x9245;
const UNMASKED_RENDERER = 0x9246;
/** What Chromium and Safari answer instead of the name, unless asked through the extension. */
const MASK = 'WebKit WebGL';

type Graphics = {
  readonly VENDOR: number;
  readonly RENDERER: number;
  getParameter(name: number): unknown;
  getExtension(name: string): object | null;
};

function openGraphics(): Graphics | null {
  // Nothing is drawn or read back, and a laptop's second graphics unit is not woken.
  return document.createElement('canvas').getContext('webgl', { powerPreference: 'low-power' });
}

/** A page may hold 16 contexts; ours is given back at once. */
function close(graphics: Graphics): void {
  const loss = graphics.getExtension('WEBGL_lose_context');
  if (loss !== null && 'loseContext' in loss && typeof loss.loseContext === 'function') loss.loseContext();
}

/** The graphics unit's name. Opening a context can take tens of milliseconds, so it gets a task of its own. */
export async function webgl(
  open: () => Graphics | null = openGraphics,
  isThere = 'WebGLRenderingContext' in globalThis,
): Promise<Signals['webgl'] | Missing> {
  if (!isThere) return { missing: 'unsupported' };
  await wait(0);
  const graphics = open();
  if (graphics === null) return { missing: 'blocked' };
  try {
    const plain = graphics.getParameter(graphics.RENDERER);
    // Firefox says the name outright, and warns on the page's console when the extension is asked for.
    const isMasked = plain === MASK && graphics.getExtension('WEBGL_debug_renderer_info') !== null;
    return {
      vendor: boundedText(graphics.getParameter(isMasked ? UNMASKED_VENDOR : graphics.VENDOR), NAME_CHARS_MAX),
      renderer: boundedText(isMasked ? graphics.getParameter(UNMASKED_RENDERER) : plain, NAME_CHARS_MAX),
    };
  } finally {
    close(graphics);
  }
}
