import assert from 'node:assert/strict';
import { loginForms } from '../../client/login-forms.ts';
import { FakeForm, FakeInput, withFakeForms } from './fake-forms.ts';

const password = () => new FakeInput({ type: 'password' });
const text = () => new FakeInput({ type: 'text' });

describe('client: loginForms', () => {
  withFakeForms();

  const takes = (form: FakeForm, namesField = false, forms = loginForms()) =>
    Reflect.apply(forms.takes, forms, [form, namesField]);

  it('takes forms that post a password, however they write POST', () => {
    assert.equal(takes(new FakeForm({ method: 'post' }, [text(), password()])), true);
    assert.equal(takes(new FakeForm({ method: 'POST' }, [new FakeInput({ type: 'PASSWORD' })])), true);
  });

  it('takes forms that ask for it, by attribute or by holding the field', () => {
    assert.equal(takes(new FakeForm({ method: 'post', 'data-sekisho': '' }, [text()])), true);
    assert.equal(takes(new FakeForm({ method: 'post' }, [text()]), true), true);
  });

  it('leaves other forms alone, and never writes into an address', () => {
    assert.equal(takes(new FakeForm({ method: 'post' }, [text()])), false);
    for (const method of [undefined, 'get', 'dialog']) {
      const attributes = { 'data-sekisho': '', ...(method === undefined ? {} : { method }) };
      assert.equal(takes(new FakeForm(attributes, [password()])), false);
    }
  });

  it('knows a password that is shown, by its autocomplete', () => {
    for (const autocomplete of ['current-password', 'section-a new-password']) {
      assert.equal(takes(new FakeForm({ method: 'post' }, [new FakeInput({ type: 'text', autocomplete })])), true);
    }
  });

  it('remembers a form whose password was hidden before it was shown', () => {
    const forms = loginForms();
    const field = password();
    const form = new FakeForm({ method: 'post' }, [field]);
    const event = new Event('input');
    Object.defineProperty(event, 'target', { value: field });
    forms.notice(event);
    field.attributes['type'] = 'text';
    assert.equal(takes(form, false, forms), true);
    assert.equal(takes(form), false, 'only because it was noticed');
  });
});
