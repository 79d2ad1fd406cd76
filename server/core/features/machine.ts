import { system } from './browser.ts';
import { type Feature, isKnown, NOT_APPLICABLE } from './feature.ts';
import { signalOf } from './readings.ts';

/**
 * SwiftShader: Chromium draws without a graphics unit. Since release 139 it does so in headless mode and by a switch that automation
 * sets; a person's browser without a unit has no WebGL instead (measured on 156). Mesa's llvmpipe is any Linux without a unit.
 */
export const swiftShader: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'graphics');
    return 'value' in it ? it.value.renderer.includes('SwiftShader') : it;
  },
};

/** Interfaces to the graphics unit that exist on one maker's systems alone. WSL names D3D12 under Linux: it is none of them. */
const RENDERERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/Direct3D|\bD3D(9|11)\b/, ['windows']],
  [/\bMetal\b|OpenGL Engine|Apple (GPU|M\d)/, ['macos', 'ios']],
  [/\bMesa\b|llvmpipe/, ['linux', 'chromeos', 'android', 'other']],
];

/** Is the renderer one of the system that navigator.platform names? */
export const rendererFitsSystem: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'graphics');
    if (!('value' in it)) return it;
    const on = system.derive(facts);
    if (!isKnown(on)) return on;
    const { renderer } = it.value;
    const owners = RENDERERS.find(([pattern]) => pattern.test(renderer))?.[1];
    return owners === undefined || owners.includes(on);
  },
};

/** A mouse, a pen or a finger on a desktop system, by CSS' media features (any-pointer counts all devices, pointer the first). */
export const pointingDevice: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const touch = signalOf(facts, 'touch');
    if (!('value' in touch)) return touch;
    const on = system.derive(facts);
    // Televisions and phones may have none.
    if (!isKnown(on) || on === 'android' || on === 'ios') return NOT_APPLICABLE;
    const { coarse, fine, maxPoints } = touch.value;
    const media = signalOf(facts, 'mediaFeatures');
    const any = 'value' in media ? media.value['any-pointer'] : undefined;
    return coarse || fine || maxPoints > 0 || (any !== undefined && any !== 'none');
  },
};
