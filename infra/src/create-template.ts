import { createClients } from './arm/create-clients.ts';
import { createRecorder } from './arm/create-recorder.ts';
import { createExpressions } from './arm/expressions.ts';
import { order } from './arm/order.ts';
import type { Resource } from './arm/resource.ts';
import { describeSystem } from './describe-system.ts';
import {
  inputByExpression,
  nameByExpression,
  nameExpressions,
  parameters,
  sizeByExpression,
} from './inputs.ts';
import { listDeploymentValues, listManifestValues } from './outputs.ts';
import { production } from './sizes.ts';

export interface ArmTemplate {
  readonly $schema: string;
  readonly contentVersion: string;
  readonly parameters: Readonly<Record<string, object>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;
}

/**
 * Creates the one template of all environments.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax
 */
export async function createTemplate(): Promise<ArmTemplate> {
  const recorder = createRecorder();
  const arm = createExpressions();
  const deployment = await describeSystem({
    arm,
    recorder,
    clients: createClients(recorder),
    inputs: inputByExpression(arm),
    names: nameByExpression(arm),
    size: sizeByExpression(arm, production),
  });
  const texts = Object.entries(parameters).map(([name, { description }]) => [
    name,
    { type: 'string', metadata: { description } },
  ]);
  const values = { ...listManifestValues(deployment), ...listDeploymentValues(deployment) };
  const outputs = Object.entries(values).map(([name, value]) => [
    name,
    { type: 'string', value: arm.resolve(value) },
  ]);
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: {
      ...Object.fromEntries(texts),
      size: { type: 'object', metadata: { description: 'One of infra/sizes.' } },
    },
    variables: {
      names: Object.fromEntries(Object.entries(nameExpressions).map(([name, text]) => [name, `[${text}]`])),
    },
    resources: order(deployment.resources.map((resource) => arm.resolve(resource))),
    outputs: Object.fromEntries(outputs),
  };
}
