import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';

const DEVICES_MAX = 1_000;
type Device = Pick<MediaDeviceInfo, 'kind' | 'label'>;

/** Counts alone. Without a permission browsers list at the most one of a kind, and nothing is asked of the person. */
export async function mediaDevices(
  from: { readonly mediaDevices?: { enumerateDevices?(): Promise<readonly Device[]> } } = navigator,
): Promise<Signals['mediaDevices'] | Missing> {
  // Absent on plain http.
  if (!from.mediaDevices?.enumerateDevices) return { missing: 'unsupported' };
  try {
    const devices = await from.mediaDevices.enumerateDevices();
    const count = (kind: string) => Math.min(DEVICES_MAX, devices.filter(it => it.kind === kind).length);
    return {
      audioInputs: count('audioinput'),
      audioOutputs: count('audiooutput'),
      videoInputs: count('videoinput'),
      named: devices.some(it => it.label !== ''),
    };
  } catch (error) {
    if (error instanceof DOMException) return { missing: 'blocked' };
    throw error;
  }
}
