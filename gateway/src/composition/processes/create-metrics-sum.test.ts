import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetricsSum } from './create-metrics-sum.ts';

const write = (count: number, clients: number, lag: number) => `# HELP requests_total Requests
# TYPE requests_total counter
requests_total{path="/a b"} ${count}
# HELP clients Clients
# TYPE clients gauge
clients ${clients}
# TYPE lag_seconds gauge
lag_seconds ${lag}
`;

const read = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('counts and clients are added up, of how late each is the largest is told', async () => {
  const sum = createMetricsSum({
    ask() {
      sum.tell(1, write(1, 10, 0.5));
      sum.tell(2, write(2, 20, 0.25));
      return 2;
    },
    patienceMs: 60_000,
  });
  const text = await sum.text();
  assert.deepEqual(read(text), ['requests_total{path="/a b"} 3', 'clients 30', 'lag_seconds 0.5']);
  assert.match(text, /^# TYPE requests_total counter$/m);
});

test('what an ended process has counted still counts, and what it had is gone', async () => {
  const sum = createMetricsSum({
    ask() {
      sum.tell(2, write(5, 20, 0.25));
      return 1;
    },
    patienceMs: 60_000,
  });
  sum.tell(1, write(7, 10, 0.5));
  sum.end(1);
  assert.deepEqual(read(await sum.text()), [
    'requests_total{path="/a b"} 12',
    'clients 20',
    'lag_seconds 0.25',
  ]);
});

test('of a process that does not answer counts what it told last, and looks at one time see the same', async () => {
  const sum = createMetricsSum({ ask: () => 2, patienceMs: 1 });
  sum.tell(1, write(7, 10, 0.5));
  const [first, second] = await Promise.all([sum.text(), sum.text()]);
  assert.equal(first, second);
  assert.equal(read(first)[0], 'requests_total{path="/a b"} 7');
});
