import type { Report, Summary } from '../shared/wire/report.ts';

/** Message as JSON of at most `bytesMax` UTF-8 bytes: signals go first, then streams, each from the end of its registry's order. */
export function shed(message: Report | Summary, bytesMax: number): string {
  const fits = (text: string) => new TextEncoder().encode(text).length <= bytesMax;
  let json = JSON.stringify(message);
  if (fits(json)) return json;
  const rest: Partial<Report> = JSON.parse(json);
  for (const readings of [rest.signals ?? {}, rest.streams ?? {}]) {
    for (const name of Object.keys(readings).reverse()) {
      Reflect.deleteProperty(readings, name);
      json = JSON.stringify(rest);
      if (fits(json)) return json;
    }
  }
  return json;
}
