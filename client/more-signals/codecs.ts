import { MEDIA_TYPES } from '../../shared/probes.ts';

const ANSWERS: Readonly<Record<string, string>> = { '': '0', maybe: '1', probably: '2' };

type Plays = { canPlayType(type: string): string };
type Streams = { isTypeSupported(type: string): boolean };

/** Two digits a type, in the order of MEDIA_TYPES: played from a file (0, 1 maybe, 2 probably), and from a stream (0, 1, or - unknown). */
export function codecs(
  player: Plays = document.createElement('video'),
  view: { readonly MediaSource?: Streams; readonly ManagedMediaSource?: Streams } = window,
): string {
  // iPhones have the managed one alone.
  const source = view.MediaSource ?? view.ManagedMediaSource;
  const streams = (type: string) => (source === undefined ? '-' : source.isTypeSupported(type) ? '1' : '0');
  return MEDIA_TYPES.map(type => (ANSWERS[player.canPlayType(type)] ?? '-') + streams(type)).join('');
}
