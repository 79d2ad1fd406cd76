import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAgentFiles } from '../server/agent-files.ts';
import { LIMITS } from '../server/limits.ts';

describe('the files of the agent', () => {
  let folder: string;
  let errors: unknown[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-agents-'));
    errors = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const kept = () => join(folder, 'kept');
  const named = (name: string, text: string) =>
    `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.js`;

  /** A build, as scripts/build.ts leaves it, and the names that the gate then serves. */
  function release(text: string) {
    const built = join(folder, 'dist');
    rmSync(built, { recursive: true, force: true });
    mkdirSync(built);
    const [file, more] = [named('agent', text), named('agent-more', `${text} more`)];
    for (const name of ['agent.js', 'agent.esm.js', 'agent-work.js', 'agent-more.js.map'])
      writeFileSync(join(built, name), text);
    for (const name of ['agent.js.map', 'agent.esm.js.map', 'agent-work.js.map'])
      writeFileSync(join(built, name), text);
    writeFileSync(join(built, file), text);
    writeFileSync(join(built, more), `${text} more`);
    writeFileSync(join(built, 'agent.json'), JSON.stringify({ file, more: { file: more } }));
    const { files } = readAgentFiles(built, kept(), error => errors.push(error));
    return { file, more, files };
  }

  it('are served with those of the releases before, by their hash', () => {
    const first = release('one');
    const second = release('two');
    for (const name of [first.file, first.more, second.file, second.more])
      assert.equal(second.files.get(name)?.immutable, true, name);
    assert.equal(second.files.get(first.more)?.bytes.toString(), 'one more');
    assert.equal(second.files.get('agent.js')?.bytes.toString(), 'two');
    assert.equal(second.files.get('agent.js')?.immutable, false);
    assert.deepEqual(errors, []);
  });

  it('are kept of so many releases, the newest', () => {
    const count = LIMITS.agentFilesKeptMax / 2 + 2;
    let files = new Map<string, unknown>();
    for (let nth = 1; nth <= count; nth++) {
      files = new Map(release(`release ${nth}`).files);
      for (const name of readdirSync(kept())) {
        if (name === named('agent', `release ${nth}`) || name === named('agent-more', `release ${nth} more`))
          utimesSync(join(kept(), name), nth, nth);
      }
    }
    assert.equal(readdirSync(kept()).length, LIMITS.agentFilesKeptMax);
    assert.ok(!files.has(named('agent', 'release 1')) && !files.has(named('agent', 'release 2')));
    assert.ok(files.has(named('agent', 'release 3')) && files.has(named('agent', `release ${count}`)));
  });

  it('are never what a name does not say, nor anything else of the folder', () => {
    release('one');
    writeFileSync(join(kept(), named('agent', 'another')), 'changed');
    writeFileSync(join(kept(), 'secret'), 'x');
    const { files } = release('two');
    assert.ok(!files.has(named('agent', 'another')) && !files.has('secret'));
  });

  it('are the built ones alone where the disk takes nothing, and somebody is told', () => {
    writeFileSync(kept(), 'a file where the folder should be');
    const { files, file, more } = release('one');
    assert.ok(files.has(file) && files.has(more));
    assert.equal(errors.length, 1);
  });

  it('have to be built', () => {
    assert.throws(() => readAgentFiles(join(folder, 'none'), kept(), () => {}), /npm run build/);
  });
});
