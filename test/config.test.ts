import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { type Environment, isLoopbackHost, readConfig } from '../server/config.ts';
import { unknownSettings } from '../server/setting-words.ts';

const config = (env: Environment, ...args: string[]) => {
  const read = readConfig(env, args);
  assert.ok('config' in read, JSON.stringify(read));
  return read.config;
};
const problems = (env: Environment, ...args: string[]): readonly string[] => {
  const read = readConfig(env, args);
  return 'problems' in read ? read.problems : [];
};

describe('configuration', () => {
  it('needs no setting at all', () => {
    const it = config({});
    assert.deepEqual(
      [it.port, it.host, it.trustProxy, it.publicPath, it.adminPort, it.demo],
      [8080, '127.0.0.1', false, '', null, null],
    );
    assert.deepEqual([it.cluster, it.workers, it.stateDeadlineMs, it.outboxMax], [null, 1, 150, 250_000]);
    assert.equal(config({ SEKISHO_OUTBOX_MAX: '1000' }).outboxMax, 1000);
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
    assert.equal(config({ SEKISHO_STATE_DEADLINE_MS: '20' }).stateDeadlineMs, 20);
    assert.equal(config({ SEKISHO_STATE_DEADLINE_MS: '5000' }).stateDeadlineMs, 5000);
  });

  it('takes Redis and PostgreSQL together, with the secret that all machines share', () => {
    const rest = { SEKISHO_SECRET: 's'.repeat(32), SEKISHO_POSTGRES_URL: 'postgresql://u:p@db:5432/sekisho' };
    const nodes = 'rediss://u:p@a:6379, rediss://b';
    assert.deepEqual(config({ ...rest, SEKISHO_REDIS_URL: nodes }).cluster, {
      redis: ['rediss://u:p@a:6379', 'rediss://b'],
      postgres: rest.SEKISHO_POSTGRES_URL,
    });
    assert.deepEqual(config({ ...rest, SEKISHO_REDIS_URL: 'redis://a/3' }).cluster?.redis, ['redis://a/3']);
    for (const [wrong, says] of [
      ['http://a', /must be redis:/],
      ['redis://', /must be redis:/],
      ['redis://a,rediss://b', /with TLS/],
      ['redis://a/x', /number of a database/],
      ['redis://a/1,redis://b/1', /no database/],
    ] as const) {
      assert.match(problems({ ...rest, SEKISHO_REDIS_URL: wrong })[0] ?? '', says, wrong);
    }
    for (const wrong of ['mysql://h/d', 'postgres://h', 'postgres:///d', 'h']) {
      const said = problems({ ...rest, SEKISHO_REDIS_URL: 'redis://a', SEKISHO_POSTGRES_URL: wrong });
      assert.match(said[0] ?? '', /^SEKISHO_POSTGRES_URL must be postgres:/, wrong);
    }
  });

  it('refuses one of the two stores alone, and both without a secret, each in one line', () => {
    const secret = { SEKISHO_SECRET: 's'.repeat(32) };
    const [redis, postgres] = [{ SEKISHO_REDIS_URL: 'redis://a' }, { SEKISHO_POSTGRES_URL: 'postgres://a/b' }];
    assert.deepEqual(
      [
        problems({ ...secret, ...redis }),
        problems({ ...secret, ...postgres }),
        problems({ ...redis, ...postgres }),
      ].map(said => said.map(it => it.replace(/:.*/, ''))),
      [
        ['SEKISHO_REDIS_URL is set without SEKISHO_POSTGRES_URL'],
        ['SEKISHO_POSTGRES_URL is set without SEKISHO_REDIS_URL'],
        ['SEKISHO_SECRET must be set with SEKISHO_REDIS_URL, and be the same on every machine. Try'],
      ],
    );
  });

  it('takes the number of workers as a setting or, above it, as an argument', () => {
    assert.equal(config({ SEKISHO_WORKERS: '4' }).workers, 4);
    assert.equal(config({ SEKISHO_WORKERS: '4' }, '--workers', '2').workers, 2);
    assert.equal(config({}, '--workers=64').workers, 64);
    for (const wrong of ['0', '65', '-1', '1.5', 'all', '']) {
      assert.match(problems({}, `--workers=${wrong}`)[0] ?? '', /^--workers must be a whole number, 1 to 64/, wrong);
      if (wrong !== '') assert.match(problems({ SEKISHO_WORKERS: wrong })[0] ?? '', /^SEKISHO_WORKERS must be/, wrong);
    }
    for (const wrong of [['--worker', '2'], ['--workers'], ['2']]) {
      assert.match(
        problems({}, ...wrong)[0] ?? '',
        /^npm start must be given nothing but --workers N/,
        wrong.join(' '),
      );
    }
  });

  it('stops for a setting it does not know, and names the nearest one', () => {
    assert.deepEqual(problems({ SEKISHO_ADMINPORT: '9', SEKISHO_SECRETS: 'x', SEKISHO_REDIS: 'r' }), [
      'SEKISHO_ADMINPORT is no setting of this gate: write SEKISHO_ADMIN_PORT, or unset it.',
      'SEKISHO_REDIS is no setting of this gate: write SEKISHO_REDIS_URL, or unset it.',
      'SEKISHO_SECRETS is no setting of this gate: write SEKISHO_SECRET, or unset it.',
    ]);
    assert.equal(problems({ SEKISHO_ANYTHING: '' }).length, 1, 'also where it is empty');
  });

  it('knows every setting that the documents and the containers name', () => {
    const files = ['README.md', 'README.ja.md', 'compose.yaml', 'Dockerfile', ...globSync('docs/*.md')];
    for (const file of files) {
      const named = readFileSync(file, 'utf8').matchAll(/\bSEKISHO_[A-Z_]*[A-Z]\b/g);
      assert.deepEqual(unknownSettings([...named].map(([name]) => name)), [], file);
    }
  });

  it('leaves alone what the site’s backend, or Kubernetes for a Service named sekisho, has in the same environment', () => {
    const others = {
      SEKISHO_URL: 'http://127.0.0.1:8080',
      SEKISHO_KEY: 'sk_x',
      SEKISHO_SITE_KEY: 'pk_x',
      SEKISHO_SERVICE_HOST: '10.0.0.1',
      SEKISHO_SERVICE_PORT_HTTP: '8080',
      SEKISHO_PORT: 'tcp://10.0.0.1:8080',
      SEKISHO_PORT_8080_TCP_ADDR: '10.0.0.1',
      SEKISHO_REDIS_SERVICE_HOST: '10.0.0.2',
    };
    assert.deepEqual(problems(others), []);
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
      SEKISHO_REDIS_URL: 'http://127.0.0.1',
      SEKISHO_POSTGRES_URL: 'postgres://127.0.0.1',
      SEKISHO_STATE_DEADLINE_MS: '10',
      SEKISHO_WORKERS: 'many',
      SEKISHO_TRUST_PROXIES: '1',
    });
    const names = [
      'SEKISHO_WORKERS',
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
      'SEKISHO_STATE_DEADLINE_MS',
      'SEKISHO_TRUST_PROXIES',
    ];
    assert.deepEqual(
      said.map(it => it.split(' ')[0]),
      names,
    );
    for (const it of said) assert.match(it, /must|unset/, it);
  });

  it('never repeats a secret in what it says', () => {
    const hidden = {
      SEKISHO_SECRET: 'hunter2',
      SEKISHO_REDIS_URL: 'http://u:hunter2@h',
      SEKISHO_POSTGRES_URL: 'postgres://u:hunter2@h',
    };
    assert.equal(problems(hidden).length, 3);
    assert.ok(!problems(hidden).join().includes('hunter2'));
    assert.ok(!problems({}, '--password=hunter2', 'hunter2').join().includes('hunter2'));
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
