import assert from 'node:assert/strict';
import { isAbsolute } from 'node:path';
import { type Environment, isLoopbackHost, readConfig } from '../server/config.ts';

const config = (env: Environment) => {
  const read = readConfig(env);
  assert.ok('config' in read, JSON.stringify(read));
  return read.config;
};
const problems = (env: Environment): readonly string[] => {
  const read = readConfig(env);
  return 'problems' in read ? read.problems : [];
};

describe('configuration', () => {
  it('needs no setting at all', () => {
    const it = config({});
    assert.deepEqual(
      [it.port, it.host, it.trustProxy, it.publicPath, it.adminPort, it.demo],
      [8080, '127.0.0.1', false, '', null, null],
    );
    assert.ok(isAbsolute(it.dataFolder));
  });

  it('takes an empty setting for none', () => {
    assert.equal(config({ PORT: '', SEKISHO_DEMO: '', SEKISHO_SECRET: '' }).port, 8080);
  });

  it('reads every form that the settings document', () => {
    assert.equal(config({ SEKISHO_TRUST_PROXY: '2' }).trustProxy, 2);
    assert.equal(config({ SEKISHO_TRUST_PROXY: '0' }).trustProxy, false);
    assert.deepEqual(config({ SEKISHO_TRUST_PROXY: '10.0.0.0/8, 2001:db8::/32,192.0.2.1' }).trustProxy, [
      '10.0.0.0/8',
      '2001:db8::/32',
      '192.0.2.1',
    ]);
    assert.equal(config({ SEKISHO_PUBLIC_PATH: '/s/' }).publicPath, '/s');
    assert.equal(config({ SEKISHO_PUBLIC_PATH: '/a/b.c' }).publicPath, '/a/b.c');
    assert.equal(config({ SEKISHO_SECRET: `${'n'.repeat(32)},${'o'.repeat(40)}` }).secrets?.length, 2);
    assert.equal(config({ SEKISHO_ADMIN_PORT: '0', PORT: '0' }).adminPort, 0);
    assert.equal(config({ SEKISHO_DEMO: '0' }).demo, false);
  });

  it('says all that is wrong at once, each by its name and with what to do', () => {
    const said = problems({
      PORT: '99999',
      HOST: 'not a host',
      SEKISHO_SECRET: 'short',
      SEKISHO_TRUST_PROXY: '10.0.0.0/99',
      SEKISHO_PUBLIC_PATH: '/../etc',
      SEKISHO_ADMIN_PORT: 'x',
      SEKISHO_DEMO: 'maybe',
      SEKISHO_LOG: 'loud',
      SEKISHO_REDIS_URL: 'redis://127.0.0.1',
      SEKISHO_POSTGRES_URL: 'postgres://127.0.0.1',
    });
    const names = [
      'PORT',
      'HOST',
      'SEKISHO_SECRET',
      'SEKISHO_TRUST_PROXY',
      'SEKISHO_PUBLIC_PATH',
      'SEKISHO_ADMIN_PORT',
      'SEKISHO_DEMO',
      'SEKISHO_LOG',
      'SEKISHO_REDIS_URL',
      'SEKISHO_POSTGRES_URL',
    ];
    assert.deepEqual(
      said.map(it => it.split(' ')[0]),
      names,
    );
    for (const it of said) assert.match(it, /must|unset/, it);
  });

  it('never repeats a secret in what it says', () => {
    assert.ok(!problems({ SEKISHO_SECRET: 'hunter2' }).join().includes('hunter2'));
  });

  it('refuses the demo in production, and two listeners on one port', () => {
    assert.match(problems({ SEKISHO_DEMO: '1', NODE_ENV: 'production' })[0] ?? '', /SEKISHO_DEMO/);
    assert.match(problems({ PORT: '9000', SEKISHO_ADMIN_PORT: '9000' })[0] ?? '', /SEKISHO_ADMIN_PORT/);
    assert.deepEqual(problems({ SEKISHO_DEMO: '0', NODE_ENV: 'production' }), []);
  });

  it('knows the names of this machine itself', () => {
    for (const it of ['localhost', '127.0.0.1', '127.9.9.9', '::1']) assert.equal(isLoopbackHost(it), true, it);
    for (const it of ['0.0.0.0', '128.0.0.1', 'localhost.example', '127.0.0.1.example', ''])
      assert.equal(isLoopbackHost(it), false, it);
  });
});
