import type { Operation } from '../openapi.ts';
import { EXAMPLES } from './examples.ts';

/** The shell variable that holds the reader's own address. */
export const ADDRESS = 'SEKISHO';
export const DEMO_ADDRESS = 'http://127.0.0.1:8080';

/** A command for a POSIX shell that asks this operation of the demo, from the document's own examples. */
export function curlCommand(path: string, method: string, operation: Operation): string {
  const first = EXAMPLES[operation.operationId]?.first;
  const query = operation.parameters
    .filter(it => it.in === 'query' && it.example !== undefined)
    .map(it => `${it.name}=${encodeURIComponent(String(it.example))}`)
    .join('&');
  const address = `${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `$${variable(name)}`)}${query && `?${query}`}`;
  const body = operation.requestBody?.content['application/json']?.example;
  const usual = body === undefined ? 'get' : 'post';
  const parts = [
    `curl ${method === usual ? '' : `-X ${method.toUpperCase()} `}"$${ADDRESS}${address}"`,
    ...(operation.security === undefined ? [] : [`-H 'Authorization: Bearer sk_demo'`]),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d ${quoted(body)}`]),
  ];
  const before = first === undefined ? '' : `${variable(first.variable)}=$(${first.command.join('\n  ')})\n`;
  return before + parts.join(' \\\n  ');
}

const variable = (name: string): string => name.toUpperCase();

/** The body in single quotes; `<name>` leaves them for the variable's value. */
function quoted(body: unknown): string {
  const json = JSON.stringify(body, null, 2).replaceAll("'", `'\\''`).replaceAll('\n', '\n  ');
  return `'${json.replaceAll(/<(\w+)>/g, (_, name: string) => `'"$${variable(name)}"'`)}'`;
}
