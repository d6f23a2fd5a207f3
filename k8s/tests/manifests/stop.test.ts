import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '@headgate/service/parse-config.ts';
import { gatewayConfig } from '../../../gateway/src/config/config.ts';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import { findKubectl } from '../../kubectl/find-kubectl.ts';
import { isWorkload, type Workload } from '../../kubectl/manifest.ts';
import { findContainer, readEnvironment } from './read-environment.ts';
import { renderCombination } from './render-all.ts';

/** What a gateway takes beyond its drain and its longest request, by docs/subscriptions.md. */
const gatewayClosesSeconds = 10;
/** What a subgraph may take in all before it ends itself. */
const subgraphStopsSeconds = 25;
/** The gateway's 10 s have one in them. */
const marginSeconds = 5;

const kubectl = await findKubectl({ cache: cacheFolder(process.env) });
const manifests = await renderCombination(kubectl, ['autoscale-keda', 'canary', 'functions']);
const deployments = manifests.filter(isWorkload).filter(({ kind }) => kind === 'Deployment');

const preStop = ({ spec }: Workload) =>
  spec.template.spec.containers[0]?.lifecycle?.preStop?.sleep?.seconds ?? 0;
const grace = ({ spec }: Workload) => spec.template.spec.terminationGracePeriodSeconds ?? 30;
const config = ({ metadata }: Workload) =>
  parseConfig(gatewayConfig, readEnvironment(manifests, findContainer(manifests, metadata.name), {}));
const drain = (gateway: Workload) => config(gateway).drainMs / 1000;
const longestRequest = (gateway: Workload) => config(gateway).requestTimeoutMs / 1000;
const isGateway = ({ metadata }: Workload) => metadata.name.startsWith('gateway');

test('every pod has the time that it takes to stop', () => {
  assert.equal(deployments.length, 7);
  for (const deployment of deployments) {
    const { name } = deployment.metadata;
    const stops = isGateway(deployment)
      ? drain(deployment) + longestRequest(deployment) + gatewayClosesSeconds
      : subgraphStopsSeconds;
    const needed = preStop(deployment) + stops + (isGateway(deployment) ? 0 : marginSeconds);
    assert(grace(deployment) >= needed, `${name}: ${grace(deployment)} s of grace for ${needed} s`);
  }
});

test('a gateway drains for as long as its load balancers may take to move its clients', () => {
  for (const deployment of deployments.filter(isGateway)) {
    assert(drain(deployment) > 0);
    // A pod that is told to stop leaves the endpoints; those who read them need some seconds.
    assert(preStop(deployment) >= 10);
  }
});

test('an autoscaler does not take pods away faster than they drain', () => {
  const scalers = manifests.filter(({ kind }) => kind === 'ScaledObject');
  assert.equal(scalers.length, 5);
  for (const { metadata, spec } of scalers) {
    const { scaleDown } = (spec as Scaler).advanced.horizontalPodAutoscalerConfig.behavior;
    const deployment = deployments.find(({ metadata: { name } }) => name === metadata.name) ?? assert.fail();
    const [policy, ...others] = scaleDown.policies;
    assert.deepEqual(others, []);
    assert.deepEqual({ type: policy?.type, value: policy?.value }, { type: 'Pods', value: 1 });
    assert((policy?.periodSeconds ?? 0) >= grace(deployment), metadata.name);
  }
});

interface Scaler {
  readonly advanced: {
    readonly horizontalPodAutoscalerConfig: {
      readonly behavior: {
        readonly scaleDown: {
          readonly policies: readonly {
            readonly type: string;
            readonly value: number;
            readonly periodSeconds: number;
          }[];
        };
      };
    };
  };
}
