import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Config, readConfig } from '../server/config.ts';
import { LIMITS } from '../server/limits.ts';
import { SETTING_WORDS } from '../server/setting-words.ts';

const DOCKERFILE = readFileSync('Dockerfile', 'utf8');
const COMPOSE = readFileSync('compose.yaml', 'utf8');

/** What `docker build` and `docker compose` would make of the two files, as far as a machine without them can tell. */
describe('containers', () => {
  const image = Object.fromEntries(
    [...DOCKERFILE.matchAll(/^ENV (.+)$/gm)].flatMap(([, line = '']) => line.split(' ').map(it => it.split('='))),
  );
  const service = (name: string): string => {
    const [, text] = new RegExp(`^  ${name}:\\n((?:(?:    .*)?\\n)+)`, 'm').exec(COMPOSE) ?? [];
    return text ?? assert.fail(`no service ${name}`);
  };
  const gate = service('gate');
  /** With a value for each `${NAME:?…}`, as the file .env has it. */
  const environment = (text: string): Record<string, string> => {
    const [, lines = ''] = /^ {4}environment:\n((?: {6}.*\n)+)/m.exec(text) ?? [];
    const pairs = [...lines.matchAll(/^ {6}(\w+): (.+)$/gm)];
    return Object.fromEntries(
      pairs.map(([, name, value = '']) => [name, value.replaceAll(/\$\{.+?\}/g, 'f'.repeat(64))]),
    );
  };
  const secondsOf = (text: string): number => Number(/stop_grace_period: (\d+)s/.exec(text)?.[1]);
  const configOf = (env: Record<string, string>): Config => {
    const read = readConfig(env);
    return 'config' in read ? read.config : assert.fail(read.problems.join('\n'));
  };

  it('set nothing in the image that is no setting, and its settings fit what it exposes', () => {
    const known = ['NODE_ENV', ...Object.keys(SETTING_WORDS)];
    const names = Object.keys(image);
    assert.deepEqual(
      names.filter(it => !known.includes(it)),
      [],
    );
    const { port, host, dataFolder, production } = configOf(image);
    assert.deepEqual([host, production], ['0.0.0.0', true]);
    assert.match(DOCKERFILE, new RegExp(`^EXPOSE ${port}$`, 'm'));
    assert.match(DOCKERFILE, new RegExp(`^VOLUME ${dataFolder}$`, 'm'));
    assert.match(DOCKERFILE, /^USER node$/m);
  });

  it('let into the image all that it copies', () => {
    const ignore = readFileSync('.dockerignore', 'utf8').split('\n');
    const copies = [...DOCKERFILE.matchAll(/^COPY (?!--from)(.+) \S+$/gm)];
    const copied = copies.flatMap(([, sources = '']) => sources.split(' '));
    assert.ok(copied.length > 5);
    assert.deepEqual(ignore.filter(it => it.startsWith('!')).toSorted(), copied.map(it => `!${it}`).toSorted());
    assert.ok(ignore.includes('*'));
  });

  it('start the gate of compose.yaml with settings that it takes, on the port that is published', () => {
    const config = configOf({ ...image, ...environment(gate) });
    assert.equal(config.cluster?.redis.length, 1);
    assert.notEqual(config.adminPort, null);
    assert.match(gate, new RegExp(`ports: \\["127\\.0\\.0\\.1:\\d+:${config.port}"\\]`));
    assert.match(gate, new RegExp(`volumes: \\["\\w+:${config.dataFolder}"\\]`));
  });

  it('hold no secret: each comes from .env, and is missed aloud', () => {
    const named = [...COMPOSE.matchAll(/^ +\w*(?:SECRET|PASSWORD|_URL): (.+)$/gm)].map(([, value = '']) => value);
    assert.ok(named.length >= 5);
    for (const value of named) assert.match(value, /\$\{\w+:\?.+\}/);
    assert.doesNotMatch(DOCKERFILE, /SECRET|PASSWORD/);
  });

  it('give the gate longer to end than it takes', () => {
    assert.ok(secondsOf(gate) * 1000 > LIMITS.drainMsMax);
  });

  it('give Redis memory for a full outbox and what is hot beside it, and a log of what it took', () => {
    const redis = service('redis');
    const gib = Number(/--maxmemory (\d+)gb/.exec(redis)?.[1]);
    const { outboxMax } = configOf({ ...image, ...environment(gate) });
    assert.ok(outboxMax * LIMITS.outboxEventBytes <= (gib * 2 ** 30) / 2, `${outboxMax} events, ${gib} GiB`);
    assert.match(redis, /--maxmemory-policy noeviction/);
    assert.match(redis, /--appendonly yes --appendfsync everysec/);
  });
});
