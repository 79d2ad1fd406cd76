import { build } from 'esbuild';
import { z } from 'zod';
import { toolVersion } from './tools.ts';

/** What the peers said of a browser. `null`: it failed there. */
const peersSchema = z.strictObject({
  botd: z.strictObject({ bot: z.boolean(), why: z.string() }).nullable(),
  fpscanner: z.strictObject({ bot: z.boolean(), why: z.string() }).nullable(),
});
export type PeersSaid = z.infer<typeof peersSchema>;

export const parsePeers = (text: string): PeersSaid => peersSchema.parse(JSON.parse(text));

export const peerLabels = () => ({
  botd: `BotD ${toolVersion('@fingerprintjs/botd')}`,
  fpscanner: `fpscanner ${toolVersion('fpscanner')}`,
});

/** Both, as a page would bundle them, and the post of what they found. Their statistics ping is off: nothing leaves this machine. */
const CONTENTS = `import { load } from '@fingerprintjs/botd';
import FingerprintScanner from 'fpscanner';
const botd = load({ monitoring: false }).then(it => it.detect()).then(it => ({ bot: it.bot, why: it.bot ? String(it.botKind) : '' }));
const scanner = new FingerprintScanner().collectFingerprint({ encrypt: false }).then(it => ({
  bot: it.fastBotDetection,
  why: Object.entries(it.fastBotDetectionDetails).filter(([, found]) => found === true || found?.detected).map(([name]) => name).join(' '),
}));
const quiet = it => it.catch(() => null);
Promise.all([quiet(botd), quiet(scanner)]).then(([botd, fpscanner]) =>
  fetch('/proving-ground/peers', { method: 'POST', body: JSON.stringify({ botd, fpscanner }) }));`;

export async function peersScript(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: CONTENTS, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    target: 'es2022',
    format: 'iife',
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
