import { isDeepStrictEqual } from 'node:util';
import type { GatewayConfig } from '../config/config.ts';
import { optionsSchema } from '../config/options-schema.ts';
import { toGatewayConfig } from '../config/to-gateway-config.ts';

/** Names what a configuration says that the stock executor does not do. */
export function listIgnoredSettings({ settings }: Pick<GatewayConfig, 'settings'>): readonly string[] {
  const told = toGatewayConfig(optionsSchema.parse({}), {}, { isProduction: false });
  const defaults: Readonly<Record<string, unknown>> = told.settings;
  return Object.entries(settings)
    .filter(([name, value]) => !isDeepStrictEqual(value, defaults[name]))
    .map(([name]) => name);
}
