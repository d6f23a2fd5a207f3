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

/**
 * Reads a trigger's settings, with `%NAME%` replaced by the app setting of that name:
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns#binding-expressions---app-settings
 * @throws {z.ZodError} for settings that the trigger does not have; an Error for an app setting that is absent.
 */
export function readCosmosTrigger(
  binding: FunctionBinding,
  appSettings: Readonly<Record<string, string | undefined>>,
): CosmosTriggerSettings {
  const resolve = (text: string) =>
    text.replace(/%([^%]+)%/g, (_, name: string) => {
      const value = appSettings[name];
      if (value === undefined) throw new Error(`The app setting ${name} is missing.`);
      return value;
    });
  const resolved = Object.entries(binding).map(([key, value]) => [
    key,
    typeof value === 'string' ? resolve(value) : value,
  ]);
  return schema.parse(Object.fromEntries(resolved));
}
