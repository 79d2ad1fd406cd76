import { DETECTORS } from '../server/core/detectors/index.ts';
import { FEATURES, provenanceOf } from '../server/core/features/index.ts';
import { logRatio } from '../server/core/linking/agreement.ts';
import { ATTRIBUTE_NAMES, ATTRIBUTES, type Attribute } from '../server/core/linking/attributes.ts';
import { LIST_WORDS } from '../server/core/lists/list-words.ts';
import { REASON_ALIASES } from '../server/core/reason-aliases.ts';
import { REASON_WORDS } from '../server/core/reason-words.ts';
import { PROBLEMS } from '../server/errors.ts';
import { createMetrics } from '../server/metrics.ts';
import { readPolicy } from '../server/read-policy.ts';
import { SETTING_WORDS } from '../server/setting-words.ts';
import { API_RELEASES } from '../shared/wire/api-releases.ts';
import { NOISE, type Noise, noisyIn } from '../shared/wire/noise.ts';
import type { CollectedRow } from '../shared/wire/signal-row.ts';
import { SIGNALS } from '../shared/wire/signals.ts';
import { STREAMS } from '../shared/wire/streams.ts';

type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const code = (text: string): string => `\`${text}\``;

const collectedTable = (registry: Readonly<Record<string, CollectedRow>>): Table => ({
  head: ['name', 'why', 'なぜ', 'necessity', 'kept', 'stability', 'version'],
  rows: Object.entries(registry).map(([name, it]) => [
    code(name),
    it.purpose.en,
    it.purpose.ja,
    it.necessity,
    `${it.retentionDays} days`,
    it.stability,
    String(it.version),
  ]),
});

const signalTable = (): Table => {
  const { head, rows } = collectedTable(SIGNALS);
  return {
    head: [...head, 'script', 'level', 'deadline', 'noise in'],
    rows: Object.entries(SIGNALS).map(([name, { chunk, level, deadlineMs }], at) => [
      ...(rows[at] ?? []),
      String(chunk),
      level,
      deadlineMs === undefined ? '' : `${deadlineMs} ms`,
      noisyIn(name).join(', '),
    ]),
  };
};

const noiseTable = (): Table => ({
  head: ['browser', 'what', 'どれ', 'signals left out of linking', 'known from'],
  rows: Object.entries<Noise>(NOISE).map(([kind, { says, signals, sources }]) => [
    code(kind),
    says.en,
    says.ja,
    signals.map(code).join(', '),
    sources.join('; '),
  ]),
});

const apiTable = (): Table => ({
  head: ['bit', 'API', 'Chromium', 'Firefox', 'Safari'],
  rows: Object.entries(API_RELEASES).map(([probe, releases], bit) => [
    String(bit),
    code(probe),
    ...releases.map(it => (it === null ? '' : String(it))),
  ]),
});

const reasonTable = (): Table => {
  const { integrity } = readPolicy('access');
  return {
    head: ['code', 'hypothesis', 'family', 'provenance', 'active', 'O-MOTION', 'says', '意味'],
    rows: DETECTORS.map(it => [
      code(it.code) + (integrity[it.code] === undefined ? '' : ` (integrity: ${integrity[it.code]})`),
      it.hypothesis,
      it.family,
      provenanceOf(it.reads),
      it.measuredOn === 'everywhere'
        ? 'everywhere'
        : it.measuredOn.map(at => `${at.engine} ${at.version} on ${at.system}`).join(', ') || 'nowhere yet: in shadow',
      REASON_ALIASES[it.code] === undefined ? '' : code(REASON_ALIASES[it.code] ?? ''),
      REASON_WORDS[it.code]?.en ?? '',
      REASON_WORDS[it.code]?.ja ?? '',
    ]).concat(
      Object.entries(LIST_WORDS).map(([name, { en, ja }]) => [
        code(name),
        'both',
        'lists',
        'observed',
        'everywhere',
        REASON_ALIASES[name] === undefined ? '' : code(REASON_ALIASES[name] ?? ''),
        en,
        ja,
      ]),
    ),
  };
};

/** They say whether the browser is one that a detector was measured on. */
const PLACES: readonly string[] = ['engine', 'system'];

const featureTable = (): Table => ({
  head: ['feature', 'provenance', 'read by'],
  rows: Object.entries(FEATURES).map(([name, { provenance }]) => {
    const readers = DETECTORS.filter(it => it.reads.some(read => read === name)).map(it => code(it.code));
    return [code(name), provenance, readers.join(', ') || (PLACES.includes(name) ? 'where it was measured' : '')];
  }),
});

const errorTable = (): Table => ({
  head: ['code', 'status', 'what is wrong, and what to do'],
  rows: Object.entries(PROBLEMS).map(([name, { status, title }]) => [code(name), String(status), title]),
});

const metricTable = (): Table => ({
  head: ['metric', 'kind', 'what it tells'],
  rows: createMetrics()
    .registry.getMetricsAsArray()
    .filter(it => it.name.startsWith('sekisho_'))
    .map(it => [code(it.name), String(it.type), it.help]),
});

const settingTable = (): Table => ({
  head: ['setting', 'default', 'what it does'],
  rows: Object.entries(SETTING_WORDS).map(([name, [fallback, does]]) => [code(name), fallback, does]),
});

/** Weights in bits, for two visits 30 days apart, of a browser that makes nothing up, the value's own share not known. */
const linkingTable = (): Table => ({
  head: [
    'attribute',
    'group',
    'alike by chance',
    'from',
    'changed after 30 days',
    'from',
    'equal tells',
    'differing tells',
    'made up by',
  ],
  rows: ATTRIBUTE_NAMES.map(name => {
    const row: Attribute = ATTRIBUTES[name];
    const bits = (agreement: 'equal' | 'differs'): string =>
      `${(logRatio(name, agreement, { share: null, days: 30, family: 'chrome' }) / Math.LN2).toFixed(1)} bits`;
    const noise = Object.entries(row.noise ?? {}).map(([family, share]) => `${family} ${share}`);
    return [
      code(name),
      row.group,
      row.alike.toPrecision(2),
      row.alikeFrom,
      row.changes30d.toPrecision(2),
      row.changesFrom,
      bits('equal'),
      bits('differs'),
      noise.join(', '),
    ];
  }),
});

/** Which tables stand in which document, between `<!-- table: NAME -->` and `<!-- end -->`. */
export const DOC_TABLES: Readonly<Record<string, Readonly<Record<string, () => Table>>>> = {
  'docs/signals.md': {
    signals: signalTable,
    noise: noiseTable,
    apis: apiTable,
    streams: () => collectedTable(STREAMS),
  },
  'docs/reasons.md': { reasons: reasonTable, features: featureTable },
  'docs/errors.md': { errors: errorTable },
  'docs/metrics.md': { metrics: metricTable },
  'docs/settings.md': { settings: settingTable },
  'docs/linking.md': { attributes: linkingTable },
};

/** The document with its tables as the code has them now. Throws where one has no place. */
export function withTables(file: string, text: string): string {
  let result = text;
  for (const [name, table] of Object.entries(DOC_TABLES[file] ?? {})) {
    const place = new RegExp(`(<!-- table: ${name} -->\n)[\\s\\S]*?(<!-- end -->)`);
    if (!place.test(result)) throw new Error(`${file} has no place for the table ${name}`);
    result = result.replace(place, (_, start: string, end: string) => `${start}${markdown(table())}${end}`);
  }
  return result;
}

function markdown({ head, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(it => it.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
