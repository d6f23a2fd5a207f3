import { runService } from '@headgate/service/run-service.ts';
import { configSchema } from './config.ts';
import { startInsights } from './start-insights.ts';

await runService(
  { name: 'insights', config: configSchema, start: (config, logger) => startInsights(config, logger) },
  process.env,
);
