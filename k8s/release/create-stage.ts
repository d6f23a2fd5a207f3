import type { Kubectl } from '../kubectl/run-kubectl.ts';
import type { Stage } from './stage.ts';

export interface StageOptions {
  readonly kubectl: Kubectl;
  /** How long pods may take to get ready, in seconds. */
  readonly timeoutSeconds: number;
}

/** The two Deployments and the route of components/canary. */
export function createStage({ kubectl, timeoutSeconds }: StageOptions): Stage {
  const run = (...args: string[]) => kubectl(['--namespace', 'headgate', ...args]);
  return {
    async readReplicas(variant) {
      return Number(await run('get', 'deployment', variant, '--output', 'jsonpath={.spec.replicas}'));
    },
    async start(variant, { image, replicas }) {
      if (image !== undefined) await run('set', 'image', `deployment/${variant}`, `gateway=${image}`);
      if (replicas !== undefined) await run('scale', `deployment/${variant}`, `--replicas=${replicas}`);
      await run('rollout', 'status', `deployment/${variant}`, `--timeout=${timeoutSeconds}s`);
    },
    async rest() {
      await run('scale', 'deployment/gateway-canary', '--replicas=0');
    },
    async setWeight(canary) {
      const patch = [
        // Tests name the order, so that a route that is not the component's is left alone.
        { op: 'test', path: '/spec/rules/0/backendRefs/0/name', value: 'gateway' },
        { op: 'test', path: '/spec/rules/0/backendRefs/1/name', value: 'gateway-canary' },
        { op: 'replace', path: '/spec/rules/0/backendRefs/0/weight', value: 100 - canary },
        { op: 'replace', path: '/spec/rules/0/backendRefs/1/weight', value: canary },
      ];
      await run('patch', 'httproute', 'gateway', '--type=json', `--patch=${JSON.stringify(patch)}`);
    },
  };
}
