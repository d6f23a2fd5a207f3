import { alertParts } from './alerts/measure-alerts.ts';
import { cachingParts } from './caching/measure-caching.ts';
import { largeScenarios } from './compare/large-scenarios.ts';
import { scenarios } from './compare/scenarios.ts';
import { contenders } from './contenders/contenders.ts';
import { insightsParts } from './insights/measure-insights.ts';
import { readPeers } from './peers/peers.ts';
import { defaultClients, readArguments, usage } from './read-arguments.ts';
import { createShowProgress } from './report/create-show-progress.ts';
import { writeSection } from './report/write-section.ts';
import { runBenchmark } from './run-benchmark.ts';
import { scales } from './scale/scales.ts';
import { subscriptionParts } from './subscriptions/measure-subscriptions.ts';

const namesOf = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);
const peers = readPeers(process.env['BENCH_PEERS'] ?? '');
const command = readArguments(process.argv.slice(2), {
  contenders: namesOf([...contenders, ...peers]),
  scenarios: namesOf(scenarios),
  largeScenarios: namesOf(largeScenarios),
  scales: namesOf(scales),
  subscriptions: subscriptionParts,
  alerts: alertParts,
  insights: insightsParts,
  caching: cachingParts,
});
// Contenders are ended when this process exits, not when a signal ends it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

if (command.kind === 'help') {
  process.stdout.write(usage);
} else if (command.kind === 'mistake') {
  process.stderr.write(`${command.message}\n\n${usage}`);
  process.exitCode = 1;
} else if (process.platform !== 'linux') {
  process.stderr.write('The benchmark reads processor time from /proc, which Linux alone has.\n');
  process.exitCode = 1;
} else {
  const onProgress = createShowProgress(process.stderr);
  try {
    const { heading, content } = await runBenchmark({ ...command, peers, onProgress });
    onProgress('');
    process.stdout.write(`${content}\n`);
    if (command.only.length || command.clients !== defaultClients) {
      process.stderr.write('\nNot everything was measured: RESULTS.md stays as it is.\n');
    } else {
      await writeSection(new URL('../RESULTS.md', import.meta.url), heading, content);
    }
  } catch (error) {
    onProgress('');
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
