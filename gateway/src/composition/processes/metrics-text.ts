/** What is counted under a name, as Prometheus reads it (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export interface MetricFamily {
  readonly type: string;
  /** The lines that say what it is. */
  readonly head: readonly string[];
  /** By name and labels, as they are written. */
  readonly samples: ReadonlyMap<string, number>;
}

/** By name. */
export type MetricsText = ReadonlyMap<string, MetricFamily>;

/** Gauges that tell of each process, or of what all of them see: the largest says most. */
const ofEach = /(_seconds|_info|_open|_timestamp|_max)$/;

export function readMetrics(text: string): MetricsText {
  const families = new Map<string, { type: string; head: string[]; samples: Map<string, number> }>();
  let current = { type: 'untyped', head: [] as string[], samples: new Map<string, number>() };
  for (const line of text.split('\n')) {
    const [, keyword, name = '', type = ''] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    if (keyword) {
      const known = families.get(name);
      current = known ?? { type: 'untyped', head: [], samples: new Map() };
      families.set(name, current);
      current.head.push(line);
      if (keyword === 'TYPE') current.type = type;
    } else if (line !== '' && !line.startsWith('#')) {
      const at = line.lastIndexOf(' ');
      current.samples.set(line.slice(0, at), Number(line.slice(at + 1)));
    }
  }
  return families;
}

/** Adds up what several processes count; of gauges that cannot be added the largest is taken. */
export function addMetrics(texts: readonly MetricsText[]): MetricsText {
  const sum = new Map<string, MetricFamily & { readonly samples: Map<string, number> }>();
  for (const [name, { type, head, samples }] of texts.flatMap((text) => [...text])) {
    const family = sum.get(name) ?? { type, head, samples: new Map() };
    sum.set(name, family);
    const join = type === 'gauge' && ofEach.test(name) ? Math.max : add;
    for (const [key, value] of samples) {
      const known = family.samples.get(key);
      family.samples.set(key, known === undefined ? value : join(known, value));
    }
  }
  return sum;
}

export function writeMetrics(metrics: MetricsText): string {
  const lines = [...metrics.values()].flatMap(({ head, samples }) => [
    ...head,
    ...[...samples].map(([key, value]) => `${key} ${writeNumber(value)}`),
  ]);
  return `${lines.join('\n')}\n`;
}

function add(a: number, b: number): number {
  return a + b;
}

function writeNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}
