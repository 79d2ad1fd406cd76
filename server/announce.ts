import type { Addresses } from './worker-messages.ts';

/** For people, on stdout: where it is, and what to open first. */
export function announce({ url, adminUrl, demo }: Addresses, workers: number): void {
  const lines = [`sekisho listening on ${url}`];
  if (demo) lines.push(`  demo bank     ${url}/demo/login`);
  lines.push(`  API document  ${url}/docs  (${url}/openapi.json)`);
  if (adminUrl !== null) lines.push(`  admin calls   ${adminUrl}/docs`);
  if (workers > 1) lines.push(`  processes     ${workers}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
