import { getWebGLContext, sources } from '@fingerprintjs/fingerprintjs';
import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { type Abilities, graphicsAbilities } from '../graphics-abilities.ts';
import { hash } from '../hash.ts';
import { SLICE_MS } from '../limits.ts';
import { turn, turns } from '../wait.ts';

type Cache = Parameters<typeof getWebGLContext>[0];
type Basics = Exclude<ReturnType<typeof sources.webGlBasics>, number>;

export type Graphics = {
  readonly basics: () => Basics | number;
  readonly abilities: () => Promise<Abilities | null>;
  /** A page may hold 16 contexts; ours is given back at once. */
  readonly close: () => void;
};

function openGraphics(): Graphics {
  // FingerprintJS keeps its context there.
  const cache: Cache = {};
  return {
    basics: () => sources.webGlBasics({ cache }),
    async abilities() {
      const context = getWebGLContext(cache);
      return context ? graphicsAbilities(context, turns(SLICE_MS)) : null;
    },
    close: () => getWebGLContext(cache)?.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

const NAME_CHARS_MAX = 256;
const VERSION_CHARS_MAX = 128;
const EXTENSIONS_MAX = 1_000;

const digest = (lines: readonly string[]): string => hash(lines.join('\n'));

/** Nothing is drawn or read back. Opening a context can take tens of milliseconds: it is a task of its own. */
export async function graphics(
  open: () => Graphics = openGraphics,
  isThere = 'WebGLRenderingContext' in globalThis,
): Promise<Signals['graphics'] | Missing> {
  if (!isThere) return { missing: 'unsupported' };
  await turn();
  const unit = open();
  try {
    const basics = unit.basics();
    if (typeof basics === 'number') return { missing: 'blocked' };
    await turn();
    const more = await unit.abilities();
    if (more === null) return { missing: 'blocked' };
    return {
      vendor: (basics.vendorUnmasked || basics.vendor).slice(0, NAME_CHARS_MAX),
      renderer: (basics.rendererUnmasked || basics.renderer).slice(0, NAME_CHARS_MAX),
      version: basics.version.slice(0, VERSION_CHARS_MAX),
      shadingLanguage: basics.shadingLanguageVersion.slice(0, VERSION_CHARS_MAX),
      extensions: Math.min(EXTENSIONS_MAX, more.extensions.length),
      extensionsHash: digest(more.extensions),
      parametersHash: digest(more.parameters),
      precisionsHash: digest(more.precisions),
      attributesHash: digest(more.attributes),
    };
  } finally {
    unit.close();
  }
}
