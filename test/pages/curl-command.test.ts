import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { type OpenApi, type Operation, openApi } from '../../server/openapi.ts';
import { ADDRESS, curlCommand } from '../../server/pages/curl-command.ts';
import { ENDPOINTS } from '../../server/routes/index.ts';
import { needs } from '../support/parts.ts';
import { startServer, type TestServer } from '../support/server.ts';

const document = openApi(ENDPOINTS, '0.0.0');

function* operationsOf({ paths }: OpenApi): Generator<readonly [path: string, method: string, operation: Operation]> {
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) yield [path, method, operation];
  }
}

/** As a reader would: pasted into a shell. */
function inShell(command: string, address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const quiet = command.replaceAll('curl ', 'curl -sS --fail-with-body ');
    const child = spawn('sh', ['-c', quiet], { env: { ...process.env, [ADDRESS]: address, no_proxy: '*' } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
    child.once('error', reject);
    child.once('exit', code => (code === 0 ? resolve(stdout) : reject(new Error(`${command}\n${stdout}${stderr}`))));
  });
}

describe('the curl examples', () => {
  let server: TestServer;
  before(async function () {
    needs(this, 'curl');
    server = await startServer();
  });
  after(() => server?.stop());

  it('work as they stand against the demo, in the order of the page', async () => {
    for (const [path, method, operation] of operationsOf(document)) {
      // Devices are browsers, and a campaign is eighty accounts: curl has none to name.
      if (path === '/v1/devices/{id}' || path.startsWith('/v1/campaigns/{')) continue;
      const answered = await inShell(curlCommand(path, method, operation), server.url);
      assert.ok(answered.length > 0, path);
    }
  });

  it('show the answer that the demo gives', async () => {
    const operation = document.paths['/v1/screenings']?.['post'];
    assert.ok(operation !== undefined);
    const shown = operation.responses['200']?.content['application/json']?.example;
    const real: unknown = JSON.parse(await inShell(curlCommand('/v1/screenings', 'post', operation), server.url));
    assert.ok(shown instanceof Object && real instanceof Object);
    assert.deepEqual(Object.keys(real), Object.keys(shown));
    for (const part of ['verdict', 'score', 'decidedBy', 'bot', 'takeover', 'counterfactual', 'stepUp']) {
      assert.deepEqual(Reflect.get(real, part), Reflect.get(shown, part), part);
    }
    assert.deepEqual(Reflect.get(real, 'reasons')[0], Reflect.get(shown, 'reasons')[0]);
  });
});

describe('a curl command', () => {
  const asking = (example: unknown): Operation => ({
    operationId: 'post-nowhere',
    summary: '',
    tags: ['backend'],
    parameters: [],
    requestBody: { description: '', required: true, content: { 'application/json': { schema: {}, example } } },
    responses: {},
  });

  it('keeps an apostrophe in a body from ending the quotation', () => {
    const command = curlCommand('/nowhere', 'post', asking({ comment: "the owner's call; $(id)" }));
    assert.ok(command.includes(`"the owner'\\''s call; $(id)"`), command);
  });

  it('names the method where curl would take another', () => {
    assert.ok(curlCommand('/nowhere', 'put', asking({})).startsWith('curl -X PUT "$SEKISHO/nowhere"'));
    assert.ok(curlCommand('/nowhere', 'post', asking({})).startsWith('curl "$SEKISHO/nowhere"'));
  });
});
