import { createClients } from './arm/create-clients.ts';
import { createRecorder } from './arm/create-recorder.ts';
import { createValues } from './arm/create-values.ts';
import type { Resource } from './arm/resource.ts';
import { describeSystem } from './describe-system.ts';
import { exampleNames, type Inputs } from './inputs.ts';
import type { Size } from './sizes.ts';

/** The resources of one environment with their values in place, as the rules look at them. */
export async function listResources(size: Size, inputs: Inputs): Promise<readonly Resource[]> {
  const recorder = createRecorder();
  const { resources } = await describeSystem({
    arm: createValues(),
    recorder,
    clients: createClients(recorder),
    inputs,
    names: exampleNames(inputs.environment),
    size,
  });
  return resources;
}

/** Inputs as somebody would give them. */
export const exampleInputs = (environment: string): Inputs => ({
  environment,
  location: 'westeurope',
  hostname: 'graphql.example.com',
  corsOrigins: 'https://www.example.com',
  audience: 'api://headgate',
  sessionClientId: '00000000-0000-0000-0000-000000000000',
  goldSqlServer: 'none',
  goldSqlDatabase: 'gold',
  mirrorLandingZone: 'none',
  alertEmail: 'operators@example.com',
  administratorId: '00000000-0000-0000-0000-000000000001',
  administratorType: 'User',
  deployersGroupId: '00000000-0000-0000-0000-000000000002',
  readersGroupId: '00000000-0000-0000-0000-000000000003',
  repository: 'example/headgate',
  budgetStart: '2026-12-01',
});
