import { z } from 'zod';
import type { FunctionBinding } from './functions-core.ts';

const schema = z.object({
  connection: z.string(),
  databaseName: z.string(),
  containerName: z.string(),
  leaseDatabaseName: z.string().optional(),
  leaseContainerName: z.string().default('leases'),
  leaseContainerPrefix: z.string().default(''),
  createLeaseContainerIfNotExists: z.boolean().default(false),
  leaseExpirationInterval: z.number().default(60_000),
  feedPollDelay: z.number().default(5_000),
  maxItemsPerInvocation: z.number().default(100),
  startFromBeginning: z.boolean().default(false),
  startFromTime: z.iso.datetime({ offset: true }).optional(),
  changeFeedMode: z
    .literal('LatestVersion', { error: 'this host reads the latest versions only' })
    .default('LatestVersion'),
});

/** A Cosmos DB trigger as an app registered it, with the real trigger's defaults. Times are in milliseconds. */
export type CosmosTriggerSettings = z.output<typeof schema>;

/** @throws {z.ZodError} for settings that the trigger does not have. */
export function readCosmosTrigger(binding: FunctionBinding): CosmosTriggerSettings {
  return schema.parse(binding);
}
