import assert from 'node:assert/strict';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { PEOPLE } from '../support/people.ts';

const { userAgent } = PEOPLE.chromiumOnLinux;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const FARM = '198.51.100.9';
/** Each another network, none of a known country. */
const proxy = (n: number): string => `10.1.${n}.7`;
const shop = '192.0.2.20';
const shopByIpv6 = '2001:db8:77::20';

type Come = { readonly account: string; readonly token: string; readonly ip: string };

describe('token farms', () => {
  let stage: FlowStage;
  beforeEach(async () => {
    stage = await openFlowStage();
  });
  afterEach(() => stage.close());

  const ask = ({ account, token, ip }: Come) =>
    stage.ask({ token, account: { id: account }, client: { ip, userAgent } });
  /** Everybody comes; who is asked for more? */
  const askedOf = async (comers: readonly (() => Promise<Come>)[], everyMs: number): Promise<string> => {
    const asked: string[] = [];
    for (const come of comers) {
      const it = await come();
      const answer = await ask(it);
      if (answer.verdict !== 'OK') asked.push(`${it.account} ${answer.verdict} ${codesOf(answer).join()}`);
      stage.pass(everyMs);
    }
    return asked.join('\n');
  };
  const times = (count: number, come: (n: number) => Promise<Come>): (() => Promise<Come>)[] =>
    Array.from({ length: count }, (_, n) => () => come(n));

  it('asks from the 21st account on, where one browser makes tokens that are spent all over the world', async () => {
    const signer = new DeviceSigner();
    for (let n = 0; n < 40; n++) {
      const token = await stage.visit({ device: 'farm', signer, address: FARM });
      signer.spend();
      const answer = await ask({ account: `farmed-${n}`, token, ip: proxy(n) });
      const code = codesOf(answer).find(it => it === 'token-farm');
      assert.deepEqual([n, answer.verdict, code], n < 20 ? [n, 'OK', undefined] : [n, 'REVIEW', 'token-farm']);
      stage.pass(10 * MINUTE);
    }
  });

  it('asks sooner where tokens were kept in stock', async () => {
    await stage.visit({ device: 'stock', address: FARM });
    const tokens: string[] = [];
    for (let n = 0; n < 40; n++) tokens.push(await stage.visit({ device: 'stock', address: FARM }));
    stage.pass(6 * MINUTE);
    const verdicts: string[] = [];
    for (const [n, token] of tokens.entries()) {
      const question = { token, account: { id: `stocked-${n}` }, client: { ip: proxy(n), userAgent } };
      verdicts.push((await stage.ask(question)).verdict);
      stage.pass(30 * SECOND);
    }
    assert.equal(verdicts.slice(0, 7).join(' '), 'OK OK OK OK OK OK REVIEW');
    assert.equal(new Set(verdicts.slice(6)).size, 1, verdicts.join());
  });

  it('lets 300 people in at a kiosk, also where its page takes IPv6 and the action IPv4', async () => {
    for (const [address, ip] of [
      [shop, shop],
      [shopByIpv6, shop],
    ] as const) {
      const come = async (n: number): Promise<Come> => {
        const token = await stage.visit({ device: `kiosk ${address}`, address });
        stage.pass(40 * SECOND);
        return { account: `${address} guest-${n}`, token, ip };
      };
      assert.equal(await askedOf(times(300, come), 50 * SECOND), '');
    }
  });

  it('lets a shop’s customers in, also on the page that was opened beside and forgotten', async () => {
    await stage.visit({ device: 'counter', address: shop });
    let spare = await stage.visit({ device: 'counter', address: shopByIpv6 });
    const come = async (n: number): Promise<Come> => {
      if (n % 20 !== 19)
        return { account: `customer-${n}`, token: await stage.visit({ device: 'counter', address: shop }), ip: shop };
      const token = spare;
      spare = await stage.visit({ device: 'counter', address: shopByIpv6 });
      return { account: `customer-${n}`, token, ip: shop };
    };
    assert.equal(await askedOf(times(60, come), 60 * SECOND), '');
  });

  it('lets a class in at PCs of one image, cookie and all, that had the page open before', async () => {
    await stage.visit({ device: 'class', address: shop });
    const tokens = await Array.fromAsync({ length: 30 }, () => stage.visit({ device: 'class', address: shop }));
    stage.pass(6 * MINUTE);
    const comers = tokens.map((token, n) => async () => ({ account: `pupil-${n}`, token, ip: shop }));
    assert.equal(await askedOf(comers, 4 * SECOND), '');
  });

  it('lets people in behind a carrier whose addresses change between page and action', async () => {
    const come = async (n: number): Promise<Come> => {
      const device = `phone-${n % 60}`;
      return {
        account: `subscriber-${n % 60}`,
        token: await stage.visit({ device, address: proxy(n % 9) }),
        ip: proxy(n % 7),
      };
    };
    assert.equal(await askedOf(times(180, come), 5 * SECOND), '');
  });

  it('lets a traveller in, and a family whose relay gives each request another address', async () => {
    const traveller = async (n: number): Promise<Come> => {
      const token = await stage.visit({ device: 'laptop', address: proxy(n) });
      return { account: 'traveller', token, ip: proxy(n + 1) };
    };
    const family = async (n: number): Promise<Come> => {
      const token = await stage.visit({ device: 'tablet', address: proxy(100 + n) });
      return { account: `relative-${n % 5}`, token, ip: proxy(150 + n) };
    };
    assert.equal(await askedOf(times(30, traveller), 20 * MINUTE), '');
    assert.equal(await askedOf(times(40, family), 20 * MINUTE), '');
  });
});
