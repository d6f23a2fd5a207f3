import type { GatewayConfigOptions } from './gateway-options.ts';

/** Types a configuration file: `export default defineConfig({ … })` in `headgate.config.ts`. */
export function defineConfig(options: GatewayConfigOptions): GatewayConfigOptions {
  return options;
}
