import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { closing } from '../support/closing.ts';
import { type GateClient, gateClient, question } from '../support/gate-client.ts';
import { PERSON_USER_AGENT, unattestedField } from '../support/person-report.ts';
import { startServer, type TestServer } from '../support/server.ts';

const PERSON = { id: 'canary-account-9d1', email: 'canary-mail-9d1@example.jp', phone: '+819012345678' };
const IP = '198.51.100.231';
const SESSION = 'canary-session-9d1';
const client = { ip: IP, userAgent: `${PERSON_USER_AGENT} canary-agent-9d1` };

describe('security: where personal data goes', () => {
  const close = closing();
  let server: TestServer;
  let gate: GateClient;
  let log: string;
  let stored: ReadonlyMap<string, Buffer>;

  before(async () => {
    server = await startServer({ env: { SEKISHO_LOG: 'trace' } });
    close(() => server.stop());
    gate = gateClient(server.url);
    const token = await gate.field({ session: SESSION });
    const asked = {
      account: PERSON,
      client,
      session: SESSION,
      payee: 'canary-payee-9d1',
      attributes: { note: 'canary-note-9d1' },
    };
    const { id } = await gate.ask({ ...asked, token });
    await gate.ask({ ...asked, token: unattestedField() });
    await gate.ask({ ...asked, token }, { 'idempotency-key': 'canary-key' });
    await gate.search({ account: PERSON.id, ip: IP });
    await gate.search({ account: PERSON.email });
    await gate.outcome(id, { result: 'fraud' });
    await gate.sendQuestion({ ...question({ account: { ...PERSON, id: '' } }), wrong: PERSON.email });
    await gate.get(`/v1/screenings/${PERSON.id}?account=${PERSON.email}`);
    await gate.get(`/${PERSON.id}?ip=${IP}`);
    await server.stop({ keepData: true });
    log = server.output.stdout + server.output.stderr;
    const names = readdirSync(server.dataFolder, { recursive: true, encoding: 'utf8' });
    const files = names.filter(name => statSync(join(server.dataFolder, name)).isFile());
    stored = new Map(files.map(name => [name, readFileSync(join(server.dataFolder, name))]));
  });

  const SAID = [
    PERSON.id,
    PERSON.email,
    PERSON.phone,
    '9012345678',
    SESSION,
    IP,
    'canary-agent',
    'canary-payee',
    'canary-note',
  ];

  it('writes none of it into its log, at any level, and no query string', () => {
    assert.match(log, /"route":"\/v1\/screenings\/:id\/outcome"/, 'it does log');
    for (const it of [...SAID, 'canary', '?account', '?site=', '127.0.0.1:5', PERSON_USER_AGENT]) {
      assert.ok(!log.includes(it), `${it} is in the log`);
    }
  });

  it('keeps neither account, mail address nor phone number in clear', () => {
    assert.ok((stored.get('sekisho.db')?.length ?? 0) > 50_000);
    for (const [name, bytes] of stored) {
      for (const it of [
        PERSON.id,
        PERSON.email,
        PERSON.phone,
        '9012345678',
        'canary-payee',
        'canary-note',
        'canary-agent',
        IP,
      ]) {
        assert.ok(!bytes.includes(it) && !bytes.includes(Buffer.from(it, 'utf16le')), `${it} is in ${name}`);
        assert.ok(!bytes.includes(Buffer.from(it).toString('base64url').slice(0, -2)), `${it} is in ${name}, encoded`);
      }
    }
  });

  it('shows an account by its reference alone', async () => {
    server = await startServer({ dataFolder: server.dataFolder });
    const { text } = await gateClient(server.url).get('/v1/screenings');
    assert.match(text, /"ref":"acc_/);
    for (const it of SAID) assert.ok(!text.includes(it), it);
  });
});
