import { runService } from '@headgate/service/run-service.ts';
import { configSchema } from './config.ts';
import { startActivity } from './start-activity.ts';

await runService(
  { name: 'activity', config: configSchema, start: (config, logger) => startActivity(config, logger) },
  process.env,
);
