import assert from 'node:assert/strict';
import { visit } from '../../client/visit.ts';
import { TOKEN_FIELD, TOKEN_SEPARATOR } from '../../shared/constants.ts';
import { reportSchema, summarySchema, unattestedReportSchema } from '../../shared/wire/report.ts';
import { eventually } from '../support/eventually.ts';
import { FakeForm, FakeInput, withFakeForms } from './fake-forms.ts';
import { type Gate, openGate, problem } from './gate.ts';
import { StageTarget } from './stage.ts';

const decode = (text: string | undefined) => JSON.parse(Buffer.from(text ?? '', 'base64url').toString());
const loginForm = () => new FakeForm({ method: 'post' }, [new FakeInput({ type: 'password' })]);

describe('client: visit', () => {
  withFakeForms();
  let gate: Gate;
  let view: StageTarget;
  let restore = () => true;

  beforeEach(async () => {
    gate = await openGate();
    view = new StageTarget();
  });

  afterEach(async () => {
    restore();
    view.play('pagehide', { persisted: false });
    await gate.close();
  });

  /** How often the agent reads it; in Node it is a getter of the prototype. */
  const spied = (name: 'hardwareConcurrency'): (() => number) => {
    let asked = 0;
    const kept = navigator[name];
    Object.defineProperty(navigator, name, {
      configurable: true,
      get: () => {
        asked += 1;
        return kept;
      },
    });
    restore = () => Reflect.deleteProperty(navigator, name);
    return () => asked;
  };

  const open = (readyState: DocumentReadyState = 'complete') => visit(gate.site, view, { hidden: false, readyState });
  const tokens = () => gate.asked.filter(({ path }) => path.startsWith('POST')).length;

  function send(form: FakeForm): FormData {
    const formData = new FormData();
    view.play('formdata', { target: form, formData });
    return formData;
  }

  /** The page's wish for a token is heard once the report was answered and kept. */
  const sentWithToken = () =>
    eventually('a form with a token', () => {
      const field = String(send(loginForm()).get(TOKEN_FIELD));
      return !field.startsWith(TOKEN_SEPARATOR) && field;
    });

  it('posts a report that the wire accepts once the page is idle, without any interaction', async () => {
    open();
    await eventually('the report', () => tokens() === 1);
    const report = reportSchema.parse(JSON.parse(gate.asked[1]?.body ?? ''));
    assert.equal(report.session, 's1');
    assert.equal(report.nonce, 'n1');
    // Where there is no browser, a signal fails by itself alone.
    assert.deepEqual(report.signals.window, { missing: 'failed' });
    assert.equal(typeof report.signals.userAgent, 'string');
  });

  for (const type of ['pointerdown', 'keydown', 'input', 'change']) {
    it(`posts at the first ${type} when the page is not idle yet`, async () => {
      open('loading');
      view.play(type, { type, isTrusted: false, target: null, composedPath: () => [] });
      await eventually('the report', () => tokens() === 1);
    });
  }

  it('writes token and summary into a login form at the moment it is sent', async () => {
    open();
    const [token, summary] = (await sentWithToken()).split(TOKEN_SEPARATOR);
    assert.equal(token, 't2');
    const { streams } = summarySchema.parse(decode(summary));
    assert.ok(streams.page !== undefined && 'submitMs' in streams.page && streams.page.submitMs !== null);
  });

  it('replaces a field of that name that the form has already', async () => {
    open();
    await sentWithToken();
    const formData = new FormData();
    formData.append(TOKEN_FIELD, 'stale');
    view.play('formdata', { target: loginForm(), formData });
    assert.equal(formData.getAll(TOKEN_FIELD).length, 1);
    assert.notEqual(formData.get(TOKEN_FIELD), 'stale');
  });

  it('leaves other forms as they are', async () => {
    open();
    await sentWithToken();
    const formData = send(new FakeForm({ method: 'post' }, [new FakeInput({ type: 'text' })]));
    assert.deepEqual([...formData.keys()], []);
  });

  it('writes the unattested report where there is no token yet', () => {
    open('loading');
    const field = String(send(loginForm()).get(TOKEN_FIELD));
    assert.equal(field[0], TOKEN_SEPARATOR);
    const report = unattestedReportSchema.parse(decode(field.slice(1)));
    assert.equal(report.session, 's1');
    assert.equal(typeof report.signals.userAgent, 'string');
    assert.deepEqual(report.signals.permissions, { missing: 'timed-out' });
    assert.ok(report.streams.page !== undefined && 'submitMs' in report.streams.page);
  });

  it('waits for the first token when the page asks for one, and takes another after the hand-out', async () => {
    const { token } = open('loading');
    assert.match(await token(), /^t2~[\w-]+$/);
    await eventually('another token', () => tokens() === 2);
  });

  it('gives each of the page’s questions a token of its own, those asked at once too', async () => {
    const { token } = open();
    const first = await token();
    const given = [first, ...(await Promise.all([token(), token()]))].map(it => it.split(TOKEN_SEPARATOR)[0]);
    assert.deepEqual(given, ['t2', 't4', 't6']);
  });

  it('goes on waiting where the page says another session meanwhile', async () => {
    const { token, follow } = open('loading');
    const pending = token();
    follow('s2');
    assert.match(await pending, /^t\d+~/);
    assert.equal(JSON.parse(gate.asked.at(-1)?.body ?? '').session, 's2');
  });

  it('hands out the unattested report when no token can be had', async () => {
    gate.next.collect.push(problem(400, 'bad-report'));
    assert.match(await open().token(), /^~[\w-]+$/);
  });

  it('takes a new token when the page comes back from the back/forward cache', async () => {
    open();
    await sentWithToken();
    view.play('pagehide', { persisted: true });
    view.play('pageshow', { persisted: true, isTrusted: true });
    await eventually('another token', () => tokens() === 2);
    const { streams } = JSON.parse(gate.asked.at(-1)?.body ?? '');
    assert.equal(streams.page.restored, true);
  });

  it('asks again as soon as the network is back', async () => {
    gate.next.nonce.push({ cut: true }, { cut: true }, { cut: true });
    const { token } = open();
    assert.equal((await token())[0], TOKEN_SEPARATOR);
    await eventually('it gave up', () => gate.asked.length === 3);
    view.play('online', {});
    await sentWithToken();
    assert.equal(tokens(), 1);
  });

  it('asks for nothing more on a page that is left', async () => {
    open();
    await sentWithToken();
    const { token } = open('loading');
    const pending = token();
    view.play('pagehide', { persisted: false });
    assert.equal((await pending)[0], TOKEN_SEPARATOR);
    view.play('pagehide', { persisted: false });
    assert.equal(tokens(), 1);
  });

  it('asks whether it may at once, and looks at nothing before the server said so', async () => {
    const asked = spied('hardwareConcurrency');
    gate.next.nonce.push(problem(503, 'agent-off'));
    const { token } = open('loading');
    await eventually('the nonce is asked for', () => gate.asked.length === 1);
    assert.equal(await token(), '');
    assert.deepEqual([asked(), gate.asked.length], [0, 1]);
    const again = open('loading');
    await again.token();
    assert.ok(asked() > 0, 'the signals are read where it may');
  });

  it('posts nothing of a page that is still loading, though it has the nonce', async () => {
    open('loading');
    await eventually('the nonce', () => gate.asked.length === 1);
    assert.equal(tokens(), 0);
    view.play('load', {});
    await eventually('the report', () => tokens() === 1);
  });

  it('fills a field of the token’s name when the form is submitted, with what its FormData then has', async () => {
    open();
    await sentWithToken();
    const own = new FakeInput({ type: 'hidden', name: TOKEN_FIELD });
    const form = new FakeForm({ method: 'post' }, [own]);
    view.play('submit', { target: form });
    const [token] = own.value.split(TOKEN_SEPARATOR);
    assert.match(token ?? '', /^t\d+$/);
    const formData = new FormData();
    formData.set(TOKEN_FIELD, own.value);
    view.play('formdata', { target: form, formData });
    assert.deepEqual(formData.getAll(TOKEN_FIELD), [own.value]);
  });

  it('leaves such a field empty in a form that is sent by GET', async () => {
    open();
    await sentWithToken();
    const own = new FakeInput({ type: 'hidden', name: TOKEN_FIELD });
    view.play('submit', { target: new FakeForm({}, [own]) });
    view.play('submit', { target: null });
    assert.equal(own.value, '');
  });

  it('goes on as another session, and hands out nothing of the former one', async () => {
    const { token, follow } = open();
    await sentWithToken();
    for (const same of [undefined, 's1']) follow(same);
    assert.equal(tokens(), 1);
    follow('s2');
    assert.match(await token(), /^t4~/);
    assert.equal(JSON.parse(gate.asked.at(-1)?.body ?? '').session, 's2');
    follow('');
    await token();
    assert.equal(JSON.parse(gate.asked.at(-1)?.body ?? '').session, undefined);
  });

  it('tells the page why no token was had, once', async () => {
    const told: string[] = [];
    const onError = ({ code }: { code: string }) => told.push(code);
    gate.next.collect.push(problem(403, 'origin-not-listed'));
    const { token } = visit({ ...gate.site, onError }, view, { hidden: false, readyState: 'complete' });
    await token();
    await eventually('the page is told', () => told.length > 0);
    await token();
    assert.deepEqual(told, ['origin-not-listed']);
  });

  it('does not tell the page of what it left', async () => {
    const told: string[] = [];
    const onError = ({ code }: { code: string }) => told.push(code);
    const { token } = visit({ ...gate.site, onError }, view, { hidden: false, readyState: 'loading' });
    const pending = token();
    view.play('pagehide', { persisted: true });
    assert.equal((await pending)[0], TOKEN_SEPARATOR);
    assert.deepEqual(told, []);
  });

  it('stops for this page when the operator switched the agent off', async () => {
    gate.next.nonce.push(problem(503, 'agent-off'));
    const { token } = open();
    assert.equal(await token(), '');
    assert.deepEqual([...send(loginForm()).keys()], []);
    view.play('pageshow', { persisted: true });
    view.play('keydown', { isTrusted: true, target: null });
    assert.equal(await token(), '');
    assert.equal(gate.asked.length, 1);
  });

  it('leaves no spent token in a form’s own field when the operator switched the agent off', async () => {
    open();
    await sentWithToken();
    const own = new FakeInput({ type: 'hidden', name: TOKEN_FIELD });
    const form = new FakeForm({ method: 'post' }, [own]);
    view.play('submit', { target: form });
    assert.notEqual(own.value, '');
    gate.next.nonce.push(problem(503, 'agent-off'));
    await eventually('the field is blank', () => own.value === '');
    view.play('submit', { target: form });
    assert.equal(own.value, '');
  });

  it('never makes a form wait or fail, though the page gives it nonsense', () => {
    open();
    assert.doesNotThrow(() => view.play('formdata', { target: null }));
    assert.doesNotThrow(() => view.play('formdata', { target: loginForm(), formData: null }));
  });
});
