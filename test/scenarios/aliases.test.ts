import assert from 'node:assert/strict';
import { DETECTORS } from '../../server/core/detectors/index.ts';
import { LIST_WORDS } from '../../server/core/lists/list-words.ts';
import type { AddressFacts } from '../../server/core/networks/address-facts.ts';
import { REASON_ALIASES } from '../../server/core/reason-aliases.ts';
import { newEntry } from '../../server/flows/manage-lists.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import { listEntryRequestSchema } from '../../shared/wire/lists.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import {
  type AskOptions,
  codesOf,
  type FlowStage,
  IP_IN_JAPAN,
  openFlowStage,
  type Visit,
} from '../support/flow-stage.ts';
import { atHome } from '../support/habits.ts';
import { listIndexOf } from '../support/list-entries.ts';
import { listed } from '../support/networks.ts';
import { addressIn } from '../support/person-facts.ts';

const DAY_MS = 24 * 60 * 60_000;

let stage: FlowStage;
const logIn = async (id: string, visit: Visit = {}, options: AskOptions = {}): Promise<ScreeningAnswer> => {
  const answer = await stage.ask({ token: await stage.visit(visit), account: { id } }, options);
  visit.signer?.spend();
  return answer;
};
const from = (address: AddressFacts): AskOptions => ({
  homeCountries: ['JP'],
  ports: { networks: { of: () => address, loaded: () => [], dataVersions: () => ({}) } },
});
const often = async (id: string, signer: DeviceSigner): Promise<void> => {
  for (let n = 0; n < 6; n++) {
    await logIn(id, { signer });
    stage.pass(4 * DAY_MS);
  }
};

/** How each comes about: the last answer is the one that says it. */
const STORIES: Readonly<Record<string, () => Promise<ScreeningAnswer>>> = {
  FIRST_USER: () => logIn('first'),
  FIRST_USER_DEVICE: async () => {
    await often('regular', new DeviceSigner());
    return logIn('regular', { signer: new DeviceSigner() });
  },
  FIRST_USER_DEVICE_COUNT_OVER: async () => {
    for (let n = 0; n < 6; n++) await logIn('shared', { signer: new DeviceSigner() });
    return logIn('shared', { signer: new DeviceSigner() });
  },
  USER_DEVICE: async () => {
    const signer = new DeviceSigner();
    const first = await logIn('owner', { signer });
    await reportOutcome(stage.ports, stage.site, first.id, { result: 'stepup-passed', grade: 'phishing-resistant' });
    return logIn('owner', { signer });
  },
  SAME_DEVICE: async () => {
    for (let n = 0; n < 51; n++) await logIn(`worked off ${n}`, { device: 'one' });
    return logIn('worked off', { device: 'one' });
  },
  TOR_IP_MATCH: () => logIn('tor', {}, from(listed('tor'))),
  FOREIGN_IP: () => logIn('traveller', {}, from(addressIn('TH'))),
  FOREIGN_IP_AND_LANGUAGE: () => {
    const languages = { language: 'th', languages: ['th', 'en'] };
    return logIn('visitor', { signals: { languages } }, from(addressIn('TH')));
  },
  BOT: () => logIn('automated', { signals: { webdriver: true } }),
  NEGATIVE_IP: () => {
    const request = { effect: 'block', subject: 'ip', value: IP_IN_JAPAN, reason: 'r', author: 'a' };
    const entry = { ...newEntry(stage.ports, stage.site, listEntryRequestSchema.parse(request)), revision: 1 };
    return logIn('blocked', {}, { lists: listIndexOf(entry) });
  },
  NG_DEVICE: async () => {
    const signer = new DeviceSigner();
    const first = await logIn('robbed', { signer });
    await reportOutcome(stage.ports, stage.site, first.id, { result: 'fraud' });
    return logIn('robbed', { signer });
  },
};

describe("O-MOTION's reasons", () => {
  before(async () => {
    stage = await openFlowStage();
    for (let n = 0; n < 6000; n++) stage.habits.note(stage.site.id, atHome({ networkRef: `n${n % 300}` }));
  });
  after(() => stage.close());

  for (const [alias, story] of Object.entries(STORIES)) {
    it(`has one of ours that says ${alias}`, async () => {
      const codes = codesOf(await story());
      assert.ok(codes.map(it => REASON_ALIASES[it]).includes(alias), codes.join(' '));
    });
  }

  it('are all there, and names of reasons that there are', () => {
    assert.equal([...new Set(Object.values(REASON_ALIASES))].toSorted().join(), Object.keys(STORIES).toSorted().join());
    const codes = new Set([...DETECTORS.map(it => it.code), ...Object.keys(LIST_WORDS)]);
    assert.equal(
      Object.keys(REASON_ALIASES)
        .filter(it => !codes.has(it))
        .join(),
      '',
    );
  });
});
