import { runService } from '@headgate/service/run-service.ts';
import { configSchema } from './config.ts';
import { startAnalytics } from './start-analytics.ts';

await runService(
  { name: 'analytics', config: configSchema, start: (config, logger) => startAnalytics(config, logger) },
  process.env,
);
