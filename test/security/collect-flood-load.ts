import { Agent, request } from 'node:http';
import { personReport } from '../support/person-report.ts';

/** node collect-flood-load.ts URL CONNECTIONS MS: nonces and reports as fast as they go; then one line, the answers by status. */
const [url = '', connections = '1', ms = '0'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const answers: Record<string, number> = {};

function exchange(method: string, path: string, body = ''): Promise<string> {
  return new Promise(resolve => {
    const headers = { origin: url, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asked = request(`${url}${path}?site=pk_demo`, { method, agent, headers }, reply => {
      let text = '';
      answers[reply.statusCode ?? 0] = (answers[reply.statusCode ?? 0] ?? 0) + 1;
      reply.setEncoding('utf8').on('data', part => (text += part));
      reply.on('end', () => resolve(text)).on('error', () => resolve(''));
    });
    asked.on('error', () => resolve(''));
    asked.end(body);
  });
}

async function flood(until: number): Promise<void> {
  while (performance.now() < until) {
    const nonce = /"nonce":"([\w-]+)"/.exec(await exchange('GET', '/v1/nonce'))?.[1];
    await exchange('POST', '/v1/collect', JSON.stringify({ ...personReport, nonce }));
  }
}

process.stdout.write('started\n');
const until = performance.now() + Number(ms);
await Promise.all(Array.from({ length: Number(connections) }, () => flood(until)));
agent.destroy();
process.stdout.write(`${JSON.stringify(answers)}\n`);
