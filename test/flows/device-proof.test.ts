import assert from 'node:assert/strict';
import { type Proven, readProof } from '../../server/flows/device-proof.ts';
import { DeviceSigner } from '../support/device-signer.ts';

const REPORT: Proven = {
  siteKey: 'pk_1',
  origin: 'https://bank.example',
  nonce: 'n-1',
  session: 's-1',
  digest: 'ZGlnZXN0',
};

describe('the proof of a device key', () => {
  const signer = new DeviceSigner();

  it('holds for the report that it was made for, and names the key alike each time', async () => {
    const first = await readProof(signer.sign(REPORT), REPORT);
    const again = await readProof(signer.sign({ ...REPORT, nonce: 'n-2' }), { ...REPORT, nonce: 'n-2' });
    assert.equal(first.state, 'verified');
    assert.deepEqual(first, again);
    const other = await readProof(new DeviceSigner().sign(REPORT), REPORT);
    assert.notDeepEqual(first, other);
  });

  const others: Proven = { siteKey: 'pk_2', origin: 'https://bank.evil', nonce: 'n-9', session: '', digest: 'b3RoZXI' };
  for (const field of ['siteKey', 'origin', 'nonce', 'session', 'digest'] as const) {
    it(`is refused under another ${field}`, async () => {
      const signed = signer.sign({ ...REPORT, [field]: others[field] });
      assert.deepEqual(await readProof(signed, REPORT), { state: 'refused' });
    });
  }

  it('is refused where fields were shifted into one another', async () => {
    const shifted = signer.sign({ ...REPORT, nonce: 'n-', session: '1s-1' });
    assert.deepEqual(await readProof(shifted, REPORT), { state: 'refused' });
  });

  it('is refused with another counter, another key, or a signature that is none', async () => {
    const [key = '', , signature = ''] = signer.sign(REPORT).split('.');
    const [other = ''] = new DeviceSigner().sign(REPORT).split('.');
    const wrong = [
      `${key}.later.${signature}`,
      `${other}.-.${signature}`,
      `${key}.-.${'A'.repeat(86)}`,
      `${'A'.repeat(87)}.-.${signature}`,
      `${key}.-`,
      '',
      'x'.repeat(5000),
    ];
    for (const it of wrong) assert.deepEqual(await readProof(it, REPORT), { state: 'refused' }, it.slice(0, 40));
  });

  it('is none where the browser sent none', async () => {
    assert.deepEqual(await readProof(undefined, REPORT), { state: 'none' });
  });
});
