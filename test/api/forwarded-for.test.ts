import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { closing } from '../support/closing.ts';
import { type GateClient, gateClient } from '../support/gate-client.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** The address that the newest report was stored with: no answer shows it. */
function storedAddress(server: TestServer): string {
  const db = new DatabaseSync(`${server.dataFolder}/sekisho.db`, { readOnly: true });
  try {
    const row = db.prepare('SELECT body FROM reports ORDER BY rowid DESC LIMIT 1').get();
    return JSON.parse(String(row?.['body'])).address;
  } finally {
    db.close();
  }
}

type Case = { readonly header: string | string[]; readonly address: string; readonly ignored: number };

function itReads(name: string, env: Record<string, string>, cases: readonly Case[]): void {
  describe(name, () => {
    const close = closing();
    let server: TestServer;
    let gate: GateClient;

    before(async () => {
      server = await startServer({ env });
      close(() => server.stop());
      gate = gateClient(server.url);
    });

    for (const { header, address, ignored } of cases) {
      it(`takes ${JSON.stringify(header).slice(0, 60)} for ${address} and counts ${ignored} as ignored`, async () => {
        const nonce = await gate.nonce();
        const before = await gate.metric('sekisho_forwarded_ignored_total');
        await gate.collect({ nonce }, { 'x-forwarded-for': header });
        assert.equal(storedAddress(server), address);
        assert.equal(await gate.metric('sekisho_forwarded_ignored_total'), before + ignored);
      });
    }
  });
}

describe('api: X-Forwarded-For', () => {
  itReads('from a peer that nobody trusts', {}, [
    { header: '198.51.100.1', address: '127.0.0.1', ignored: 1 },
    { header: '198.51.100.1, 10.0.0.1', address: '127.0.0.1', ignored: 2 },
    { header: ['198.51.100.1', '10.0.0.1'], address: '127.0.0.1', ignored: 2 },
    { header: 'unknown', address: '127.0.0.1', ignored: 1 },
    { header: 'x'.repeat(2000), address: '127.0.0.1', ignored: 1 },
  ]);

  itReads('with one proxy trusted', { SEKISHO_TRUST_PROXY: '1' }, [
    { header: '198.51.100.1', address: '198.51.100.1', ignored: 0 },
    { header: '203.0.113.66, 198.51.100.1', address: '198.51.100.1', ignored: 1 },
    { header: ['203.0.113.66', '203.0.113.67, 198.51.100.1'], address: '198.51.100.1', ignored: 2 },
    { header: '2001:DB8::0:1', address: '2001:db8::1', ignored: 0 },
    { header: '::ffff:198.51.100.1', address: '198.51.100.1', ignored: 0 },
  ]);

  itReads('with two proxies trusted', { SEKISHO_TRUST_PROXY: '2' }, [
    { header: '203.0.113.66, 198.51.100.1, 10.0.0.1', address: '198.51.100.1', ignored: 1 },
    { header: '198.51.100.1', address: '198.51.100.1', ignored: 0 },
  ]);

  itReads('with proxies trusted by their addresses', { SEKISHO_TRUST_PROXY: '127.0.0.0/8, 10.0.0.0/8' }, [
    { header: '203.0.113.66, 198.51.100.1, 10.0.0.1', address: '198.51.100.1', ignored: 1 },
    { header: '10.0.0.2, 10.0.0.1', address: '10.0.0.2', ignored: 0 },
  ]);

  itReads('with other proxies trusted than the one that calls', { SEKISHO_TRUST_PROXY: '10.0.0.0/8' }, [
    { header: '198.51.100.1, 10.0.0.1', address: '127.0.0.1', ignored: 2 },
  ]);
});
