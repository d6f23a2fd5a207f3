import type { Clients } from './arm/create-clients.ts';
import type { Recorder } from './arm/create-recorder.ts';
import type { Arm } from './arm/expressions.ts';
import type { Resource } from './arm/resource.ts';
import type { Inputs, Names } from './inputs.ts';
import type { Size } from './sizes.ts';

export interface DeploymentOptions {
  readonly arm: Arm;
  readonly inputs: Inputs;
  readonly names: Names;
  readonly size: Size;
  readonly clients: Clients;
  readonly recorder: Recorder;
}

/** What the descriptions of resources work with, and give their resources to. */
export interface Deployment extends Omit<DeploymentOptions, 'recorder'> {
  /** The name of the resource group in the SDKs' addresses, which the template does not have. */
  readonly group: string;
  readonly tags: Record<string, string>;
  readonly resources: readonly Resource[];
  /**
   * Adds what the SDK would send.
   * @param when whether it is deployed at all
   * @param after ids of what must be there first and is not named in it
   */
  add(call: () => PromiseLike<unknown>, when?: boolean, after?: readonly string[]): Promise<void>;
  /** Adds a resource that no SDK knows in a version that has what is needed. */
  addPlain(resource: Resource): void;
}

export function createDeployment({ recorder, ...options }: DeploymentOptions): Deployment {
  const resources: Resource[] = [];
  return {
    ...options,
    group: 'headgate',
    tags: { application: 'headgate', environment: options.inputs.environment },
    resources,
    async add(call, when = true, after = []) {
      const resource = await recorder.record(call);
      if (when === false) return;
      resources.push({
        ...resource,
        ...(when !== true && { condition: when }),
        ...(after.length > 0 && { dependsOn: after }),
      });
    },
    addPlain: (resource) => void (resource.condition !== false && resources.push(resource)),
  };
}
