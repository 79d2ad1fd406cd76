import { examine } from './doctor/examine.ts';
import { type Finding, findingLine } from './doctor/finding.ts';
import { readArguments, stop } from './open.ts';

const USAGE = `npm run doctor -- URL                    looks at a page that carries the agent: path rule, cookie, CSP, CORS, caching
npm run doctor -- URL --gate http://…    also at whether the gate believes the proxy on who asks (needs its /metrics)

Exit code 1 where something is wrong. It leaves one or two reports in the gate, which go within a day.`;

const { positionals, values } = readArguments(USAGE, { allowPositionals: true, options: { gate: { type: 'string' } } });

function address(given: string | undefined, what: string): URL {
  const url = given === undefined ? null : URL.parse(given);
  if (url === null || !/^https?:$/.test(url.protocol)) stop(`${what} is missing or not http(s)://…\n\n${USAGE}`);
  return url;
}

let findings: readonly Finding[];
try {
  const gate = values.gate === undefined ? null : address(`${String(values.gate).replace(/\/*$/, '')}/`, '--gate');
  findings = await examine(address(positionals[0], 'The address of the page'), gate);
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
}
for (const it of findings) console.log(findingLine(it));
if (findings.some(it => it.state === 'wrong')) process.exitCode = 1;
