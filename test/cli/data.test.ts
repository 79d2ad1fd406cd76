import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { codesOf, gateClient } from '../support/gate-client.ts';
import { startServer, type TestServer } from '../support/server.ts';

const EXIT = '198.51.100.7';
const NEXT_EXIT = '198.51.100.8';
/** So many answers in a row come from each of two processes. */
const ANSWERS = 12;

describe('cli: data', function () {
  this.timeout(60_000);
  const close = closing();
  let server: TestServer;
  let count = 0;
  before(async () => {
    server = await startServer({ args: ['--workers', '2'] });
    close(() => server.stop());
  });
  const fileOf = (name: string, text: string): string => {
    const file = join(server.dataFolder, name);
    writeFileSync(file, text);
    return file;
  };
  const askFrom = async (ip: string): Promise<boolean> => {
    const client = { ip, userAgent: 'Mozilla/5.0' };
    const answer = await gateClient(server.url).ask({ token: null, account: { id: `d-${count++}` }, client });
    return codesOf(answer).includes('tor-exit');
  };
  const allKnow = async (ip: string): Promise<boolean> => {
    for (let n = 0; n < ANSWERS; n++) if (!(await askFrom(ip))) return false;
    return true;
  };

  it('shows what is loaded, how old it is, and what is not loaded', async () => {
    const shown = await server.cli('data');
    assert.match(shown, /^places {4}20\d\d-\d\d-\d\d {2}\d+ days.* geoip-lite/m);
    assert.match(shown, /^asn {7}20\d\d-\d\d-\d\d .*@ip-location-db/m);
    assert.match(shown, /^not loaded: tor, relay, vpn, mobile, hosting/m);
  });

  it('loads a list into every process of a gate that runs, again and again', async () => {
    assert.equal(await askFrom(EXIT), false);
    await server.cli('data', 'load', 'tor', fileOf('exits', `${EXIT}\n`));
    await eventually('every process knows the exit', () => allKnow(EXIT));
    await server.cli('data', 'load', 'tor', fileOf('exits', `${NEXT_EXIT}\n`));
    await eventually('every process knows the next', () => allKnow(NEXT_EXIT));
    assert.equal(await askFrom(EXIT), false);
  });

  it('shows the age of each list in the metrics, and says when one is too old', async () => {
    const gate = gateClient(server.url);
    assert.ok((await gate.metric('sekisho_list_age_days', { list: 'tor' })) < 1);
    assert.ok((await gate.metric('sekisho_list_age_days', { list: 'places' })) > 1);
    await server.cli('data', 'load', 'tor', join(server.dataFolder, 'exits'), '--date', '2024-02-27');
    await eventually('it is too old', async () => (await gate.metric('sekisho_list_too_old', { list: 'tor' })) === 1);
    assert.match(await server.cli('data'), /^tor .*TOO OLD: weighs 0 %/m);
    await eventually('the log says so', () => server.output.stderr.includes('too old'));
    await eventually('no process goes by it', async () => {
      for (let n = 0; n < ANSWERS; n++) if (await askFrom(NEXT_EXIT)) return false;
      return true;
    });
  });

  it('takes a text that was put into the folder', async () => {
    mkdirSync(join(server.dataFolder, 'lists'), { recursive: true });
    writeFileSync(join(server.dataFolder, 'lists', 'vpn.txt'), '198.51.100.0/28\n');
    assert.match(await server.cli('data'), /^vpn .* 1 entries .*vpn\.txt$/m);
    const known = JSON.parse(await server.cli('data', 'of', '198.51.100.9'));
    assert.equal(known.reading.kind, 'vpn');
  });

  it('refuses, in words, what is no list, and leaves what was loaded', async () => {
    await server.cli('data', 'load', 'relay', fileOf('relay', '198.51.100.32/28\n'));
    const page = fileOf('page', '<html>502 Bad Gateway</html>');
    await assert.rejects(server.cli('data', 'load', 'relay', page), /what was there stays: It names no range/);
    assert.match(await server.cli('data'), /^relay .* 1 entries/m);
    await assert.rejects(server.cli('data', 'load', 'nonsense', page), /There is no list nonsense/);
    await assert.rejects(server.cli('data', 'load', 'relay', page, '--date', '2999-01-01'), /a day up to today/);
    await assert.rejects(server.cli('data', 'drop', 'mobile'), /mobile was not loaded/);
  });
});
