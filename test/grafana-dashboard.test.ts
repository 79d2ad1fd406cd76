import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createMetrics } from '../server/metrics.ts';

const FILE = 'docs/grafana/sekisho.json';
const datasource = z.object({ type: z.literal('prometheus'), uid: z.literal(`\${datasource}`) });
const place = z.object({ x: z.int().min(0), y: z.int().min(0), w: z.int().min(1).max(24), h: z.int().min(1) });
const panelSchema = z.object({
  id: z.int(),
  type: z.enum(['row', 'timeseries', 'stat', 'heatmap']),
  title: z.string().min(3),
  description: z.string().min(3).optional(),
  gridPos: place,
  datasource: datasource.optional(),
  targets: z.array(z.object({ refId: z.string(), expr: z.string().min(1), datasource })).default([]),
  fieldConfig: z.object({ defaults: z.object({ unit: z.string().optional() }) }).optional(),
  options: z.object({ yAxis: z.object({ unit: z.string() }).optional() }).optional(),
});
const dashboardSchema = z.object({
  uid: z.string().min(1),
  title: z.literal('Sekisho'),
  schemaVersion: z.int().min(39),
  panels: z.array(panelSchema).min(10),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string(), query: z.unknown() })) }),
});

/** `name{label="…"}` and `by (label)`: what an expression asks of a metric. */
const SELECTOR = /\b(sekisho_\w+)\{([^}]*)\}/g;
const LABEL = /(\w+)\s*(?:=~|!=|!~|=)/g;
/** Prometheus itself gives them to every series. */
const TARGET_LABELS: readonly string[] = ['job', 'instance'];

describe('docs: the Grafana dashboard', () => {
  const { panels, templating } = dashboardSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  const drawn = panels.filter(it => it.type !== 'row');
  const expressions = drawn.flatMap(it => it.targets.map(({ expr }) => ({ title: it.title, expr })));
  const metrics = new Map(
    createMetrics()
      .registry.getMetricsAsArray()
      .map(it => [
        it.name,
        { type: String(it.type), labels: z.array(z.string()).parse(Reflect.get(it, 'labelNames')) },
      ]),
  );
  const metricOf = (series: string) => {
    const family = series.replace(/_(bucket|sum|count)$/, '');
    const histogram = metrics.get(family);
    return histogram?.type === 'histogram'
      ? { ...histogram, labels: [...histogram.labels, 'le'] }
      : metrics.get(series);
  };

  it('asks only for metrics and labels that the gate has', () => {
    const wrong = expressions.flatMap(({ title, expr }) =>
      [...expr.matchAll(SELECTOR)].flatMap(([, series = '', selector = '']) => {
        const metric = metricOf(series);
        if (metric === undefined) return [`${title}: ${series}`];
        const asked = [...selector.matchAll(LABEL)].map(([, label = '']) => label);
        const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, by = '']) => by.split(/,\s*/));
        return [...asked, ...grouped]
          .filter(label => ![...metric.labels, ...TARGET_LABELS].includes(label))
          .map(label => `${title}: ${series} has no label ${label}`);
      }),
    );
    assert.deepEqual(wrong, []);
    const bare = expressions.filter(({ expr }) => /\bsekisho_\w+(?![\w{])/.test(expr.replace(SELECTOR, '')));
    assert.deepEqual(bare, [], 'each names job and instance');
  });

  it('takes histograms for quantiles, counters for rates, gauges as they are', () => {
    for (const { title, expr } of expressions) {
      for (const [, series = ''] of expr.matchAll(/\b(?:rate|increase)\((sekisho_\w+)/g)) {
        assert.match(metricOf(series)?.type ?? '', /counter|histogram/, `${title}: ${series}`);
      }
      for (const [, series = ''] of expr.matchAll(/(?<!rate\(|increase\()\b(sekisho_\w+)\{/g)) {
        assert.equal(metricOf(series)?.type, 'gauge', `${title}: ${series}`);
      }
      if (expr.includes('histogram_quantile')) assert.match(expr, /by \(le\b.*_bucket\{/, title);
    }
  });

  it('shows every metric of the gate', () => {
    const shown = expressions.map(it => it.expr).join('\n');
    const names = [...metrics.keys()].filter(it => it.startsWith('sekisho_'));
    assert.deepEqual(
      names.filter(it => !shown.includes(it)),
      [],
    );
  });

  it('has a title, a source and a unit on every panel, and a place of its own', () => {
    assert.equal(new Set(panels.map(it => it.id)).size, panels.length);
    assert.equal(new Set(panels.map(it => it.title)).size, panels.length);
    for (const it of drawn) {
      assert.ok(it.datasource !== undefined && it.targets.length > 0 && it.description !== undefined, it.title);
      assert.ok((it.fieldConfig?.defaults.unit ?? it.options?.yAxis?.unit) !== undefined, `${it.title} has a unit`);
      assert.ok(it.gridPos.x + it.gridPos.w <= 24, it.title);
      const over = panels.find(other => other.id !== it.id && overlap(other.gridPos, it.gridPos));
      assert.equal(over?.title, undefined, `${it.title} lies over another`);
    }
  });

  it('lets the viewer choose the data source', () => {
    assert.deepEqual(
      templating.list.map(it => [it.name, it.type]),
      [
        ['datasource', 'datasource'],
        ['job', 'query'],
        ['instance', 'query'],
      ],
    );
  });
});

type Place = z.infer<typeof place>;
const overlap = (a: Place, b: Place): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
