import { type Feature, NOT_APPLICABLE } from './feature.ts';
import { signalOf } from './readings.ts';

const SOFTWARE = /SwiftShader|llvmpipe|softpipe|Microsoft Basic Render/i;
/** The top byte of a NaN: x86 sets its sign, ARM does not (client/more-signals/processor.ts). */
const X86_NAN = 255;

/**
 * What a browser that names itself a phone or a tablet has of a computer, the names joined: a single touch point (emulation has one,
 * screens ten), the form factor Desktop beside `mobile`, an x86 processor under a name that is ARM's, a software renderer.
 * Each alone is in some honest hand (an e-reader, an emulator, Android on x86); together they are in none.
 */
export const phoneDoubts: Feature<string> = {
  provenance: 'claimed',
  derive: facts => {
    const userAgent = signalOf(facts, 'userAgent');
    if (!('value' in userAgent)) return userAgent;
    if (!/\b(iPhone|iPad|Android)\b/.test(userAgent.value)) return NOT_APPLICABLE;
    const touch = signalOf(facts, 'touch');
    const hints = signalOf(facts, 'userAgentData');
    const asked = signalOf(facts, 'userAgentHints');
    const processor = signalOf(facts, 'processor');
    const graphics = signalOf(facts, 'graphics');
    const mobile = 'value' in hints && hints.value.mobile;
    const isX86 = 'value' in processor && processor.value.nanByte === X86_NAN;
    const saysArm =
      /\b(iPhone|iPad)\b/.test(userAgent.value) || ('value' in asked && asked.value.architecture === 'arm');
    const doubts: readonly (readonly [string, boolean])[] = [
      ['touch-points', 'value' in touch && touch.value.maxPoints === 1],
      ['form-factor', mobile && 'value' in asked && asked.value.formFactors.includes('Desktop')],
      ['processor', isX86 && saysArm],
      ['renderer', 'value' in graphics && SOFTWARE.test(graphics.value.renderer)],
    ];
    const found = doubts.flatMap(([name, there]) => (there ? [name] : []));
    return found.length === 0 ? 'none' : found.join(' ');
  },
};

/** Of doubts as they are joined. */
export const countDoubts = (doubts: string): number => (doubts === 'none' ? 0 : doubts.split(' ').length);
