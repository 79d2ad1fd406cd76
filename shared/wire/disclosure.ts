import { z } from 'zod';
import type { CollectedRow } from './signal-row.ts';
import { SIGNALS } from './signals.ts';
import { STREAMS } from './streams.ts';

const words = z.strictObject({ ja: z.string(), en: z.string() });

const disclosedSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['signal', 'stream', 'cookie']),
  purpose: words,
  necessity: z.enum(['essential', 'useful']),
  retentionDays: z.int(),
});

export const disclosureSchema = z
  .strictObject({
    summary: words,
    neverCollected: words,
    items: z.array(disclosedSchema),
  })
  .meta({ id: 'Disclosure' });
export type Disclosure = z.infer<typeof disclosureSchema>;

const CARRIER_DAYS = 400;

const rows = (kind: 'signal' | 'stream', registry: Readonly<Record<string, CollectedRow>>): Disclosure['items'] =>
  Object.entries(registry).map(([name, { purpose, necessity, retentionDays }]) => ({
    name,
    kind,
    purpose,
    necessity,
    retentionDays,
  }));

/** What is collected, why and for how long: generated from the registry, so it cannot be out of date. */
export const disclosure = (): Disclosure => ({
  summary: {
    ja: '不正なログインを防ぐため、ログインページで次の情報を集めます。広告には使わず、他の会社に送りません。',
    en: 'To keep others out of your account, the login page collects the following. It is not used for advertising and not sent to other companies.',
  },
  neverCollected: {
    ja: '入力された文字、パスワード、押されたキーの種類(どの文字か)は集めません。',
    en: 'What is typed, passwords, and which keys are pressed are never collected.',
  },
  items: [
    ...rows('signal', SIGNALS),
    ...rows('stream', STREAMS),
    {
      name: '__Host-sekisho',
      kind: 'cookie',
      purpose: {
        ja: '同じブラウザからの再訪であることを知るため',
        en: 'To know that the same browser has come back',
      },
      necessity: 'useful',
      retentionDays: CARRIER_DAYS,
    },
  ],
});
