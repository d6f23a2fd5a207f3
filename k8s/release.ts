// node k8s/release.ts --image REGISTRY/gateway@sha256:DIGEST --prometheus URL [--context NAME] ...
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DefaultAzureCredential } from '@azure/identity';
import { cacheFolder } from './kubectl/cache-folder.ts';
import { findKubectl } from './kubectl/find-kubectl.ts';
import { createKubectl } from './kubectl/run-kubectl.ts';
import { createStage } from './release/create-stage.ts';
import { createTrafficReader } from './release/create-traffic-reader.ts';
import { release } from './release/release.ts';

const usage = `Usage: node k8s/release.ts --image REGISTRY/gateway@sha256:DIGEST --prometheus URL

  --image        what is released
  --prometheus   the query endpoint of the Azure Monitor workspace, or a Prometheus
  --context      of the kubeconfig; default: the current one
  --steps        percentages of clients; default: 5,25,50
  --hold         seconds that each step is watched; default: 300
  --errors       percentage of requests that may fail; default: 1
  --sign-in      entra (default) or none: how Prometheus is asked
`;

const { values } = parseArgs({
  options: {
    image: { type: 'string' },
    prometheus: { type: 'string' },
    context: { type: 'string' },
    steps: { type: 'string', default: '5,25,50' },
    hold: { type: 'string', default: '300' },
    errors: { type: 'string', default: '1' },
    'sign-in': { type: 'string', default: 'entra' },
  },
});
const steps = values.steps.split(',').map(Number);
const [hold, errors] = [Number(values.hold), Number(values.errors)];
const isWrong =
  !/@sha256:[0-9a-f]{64}$/.test(values.image ?? '') ||
  !values.prometheus ||
  !steps.every((step) => step > 0 && step < 100) ||
  !(hold > 0 && errors >= 0) ||
  !['entra', 'none'].includes(values['sign-in']);
if (isWrong || !values.image || !values.prometheus) {
  process.stderr.write(usage);
  process.exit(2);
}

const calledOff = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => calledOff.abort(new Error(`called off by ${signal}`)));
}
const credential = new DefaultAzureCredential();
const getToken = async () =>
  (await credential.getToken('https://prometheus.monitor.azure.com/.default')).token;
const program = await findKubectl({ cache: cacheFolder(process.env) });
try {
  await release({
    stage: createStage({
      kubectl: createKubectl([program, ...(values.context ? ['--context', values.context] : [])]),
      timeoutSeconds: 900,
    }),
    readTraffic: createTrafficReader({
      url: values.prometheus,
      getToken: values['sign-in'] === 'entra' ? getToken : undefined,
      windowSeconds: Math.max(60, Math.min(hold, 300)),
    }),
    image: values.image,
    steps,
    holdMs: hold * 1000,
    patienceMs: hold * 1000,
    lookEveryMs: Math.min(hold, 15) * 1000,
    limits: {
      errorShare: errors / 100,
      errorRatio: 2,
      latencyRatio: 1.5,
      latencySeconds: 0.1,
      minRequests: 100,
    },
    log: (line) => console.log(line),
    signal: calledOff.signal,
    wait: (ms, signal) => delay(ms, undefined, { signal }),
  });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
