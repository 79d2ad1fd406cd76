import { type BrowserExtension, browserExtension } from './browser-extension.ts';

/**
 * Runs in the page's own world before its scripts: what is drawn, heard and counted is a little otherwise for each site, as Brave has it
 * and extensions such as CanvasBlocker do. They put functions of their own in the place of the browser's.
 */
function addNoise(): void {
  const { getImageData } = CanvasRenderingContext2D.prototype;
  const { toDataURL } = HTMLCanvasElement.prototype;
  const { getChannelData } = AudioBuffer.prototype;
  CanvasRenderingContext2D.prototype.getImageData = function (this: CanvasRenderingContext2D, ...of) {
    const image = getImageData.apply(this, of);
    for (let at = 0; at < image.data.length; at += 97) image.data[at] = (image.data[at] ?? 0) ^ 1;
    return image;
  };
  HTMLCanvasElement.prototype.toDataURL = function (this: HTMLCanvasElement, ...of) {
    const drawn = this.getContext('2d');
    if (drawn !== null && this.width > 0 && this.height > 0) {
      const pixel = getImageData.call(drawn, 0, 0, 1, 1);
      pixel.data[0] = (pixel.data[0] ?? 0) ^ 1;
      drawn.putImageData(pixel, 0, 0);
    }
    return toDataURL.apply(this, of);
  };
  AudioBuffer.prototype.getChannelData = function (this: AudioBuffer, channel) {
    const samples = getChannelData.call(this, channel);
    for (let at = 0; at < samples.length; at += 97) samples[at] = (samples[at] ?? 0) + 1e-7;
    return samples;
  };
  Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => 3, configurable: true });
}

/** An extension against being recognised. */
export const privacyExtension = (): BrowserExtension =>
  browserExtension('Noise', `(${addNoise})();\n`, { world: 'MAIN', runAt: 'document_start' });
