import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Proven, signedText } from '../../server/flows/device-proof.ts';
import { PROOF_CONTEXT } from '../../shared/constants.ts';

/** A browser's device key and its counter, as client/device-key.ts keeps them (the browser tests hold the two to each other). */
export class DeviceSigner {
  #key: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  #counter = '-';
  #answered: string | null = null;
  #sent = '-';

  constructor(copied: DeviceSigner | null = null) {
    this.#key = copied === null ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : copied.#key;
    if (copied !== null) this.#counter = copied.#counter;
  }

  /** The browser's profile, copied from disk. */
  copy(): DeviceSigner {
    return new DeviceSigner(this);
  }

  /** Another tab: the same key and the same counter, from now on. */
  get counter(): string {
    return this.#counter;
  }

  sign({ siteKey, origin, nonce, session, digest }: Proven): string {
    this.#sent = this.#counter;
    const said = signedText([PROOF_CONTEXT, siteKey, origin, nonce, session, this.#sent, digest]);
    const { publicKey, privateKey } = this.#key;
    const signature = sign('sha256', Buffer.from(said), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-65);
    return [point.toString('base64url'), this.#sent, signature.toString('base64url')].join('.');
  }

  answered(counter: string | undefined): void {
    this.#answered = counter ?? null;
  }

  /** The last visit's token is handed out. False: the server wants the key given up. */
  spend(): boolean {
    if (this.#answered === '') return false;
    if (this.#answered !== null && this.#counter === this.#sent) this.#counter = this.#answered;
    return true;
  }
}
