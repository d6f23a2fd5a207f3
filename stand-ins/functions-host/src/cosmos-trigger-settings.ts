import { z } from 'zod';
import { fillAppSettings } from './fill-app-settings.ts';
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

/**
 * Reads a trigger's settings, with app settings filled in.
 * @throws {z.ZodError} for settings that the trigger does not have; an Error for an app setting that is absent.
 */
export function readCosmosTrigger(
  binding: FunctionBinding,
  appSettings: Readonly<Record<string, string | undefined>>,
): CosmosTriggerSettings {
  const resolved = Object.entries(binding).map(([key, value]) => [
    key,
    typeof value === 'string' ? fillAppSettings(value, appSettings) : value,
  ]);
  return schema.parse(Object.fromEntries(resolved));
}
