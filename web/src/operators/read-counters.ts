/** What a gateway has counted since it started. */
export interface Counters {
  readonly requests: number;
  readonly operations: number;
  /** How many operations ended with a code, the most frequent first. */
  readonly errors: readonly { readonly code: string; readonly count: number }[];
  /** Open now. */
  readonly subscriptions: number;
  /** Answers and entities that were found in the caches. */
  readonly hits: number;
  readonly misses: number;
}

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const maxErrors = 8;

/** Reads the text format of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function readCounters(text: string): Counters {
  const samples = text.split('\n').flatMap(readSample);
  const sum = (name: RegExp, isMeant: (labels: Sample['labels']) => boolean = () => true) =>
    samples
      .filter((sample) => name.test(sample.name) && isMeant(sample.labels))
      .reduce((total, { value }) => total + value, 0);
  const byCode = new Map<string, number>();
  for (const { name, labels, value } of samples) {
    const { code = '', result } = labels;
    if (name !== 'headgate_operations_total' || result === 'ok') continue;
    byCode.set(code, (byCode.get(code) ?? 0) + value);
  }
  const cached = (event: RegExp) =>
    sum(/^headgate_(entity_cache|cache_events)_total$/, ({ event: found = '' }) => event.test(found));
  return {
    requests: sum(/^headgate_request_duration_seconds_count$/),
    operations: sum(/^headgate_operations_total$/),
    errors: [...byCode]
      .map(([code, count]) => ({ code, count }))
      .sort((one, other) => other.count - one.count)
      .slice(0, maxErrors),
    subscriptions: sum(/^headgate_subscription_clients$/),
    hits: cached(/^hit$/),
    misses: cached(/^miss$/),
  };
}

function readSample(line: string): Sample[] {
  const match = /^([a-z_]\w*)(?:\{(.*)\})? (\S+)/i.exec(line);
  if (!match) return [];
  const [, name = '', written = '', value = ''] = match;
  const labels = Object.fromEntries(
    [...written.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', content = '']) => [
      label,
      content.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    ]),
  );
  return [{ name, labels, value: Number(value) }];
}
