import { runService } from '@headgate/service/run-service.ts';
import { configSchema } from './config.ts';
import { startAlerts } from './start-alerts.ts';

await runService({ name: 'alerts', config: configSchema, start: startAlerts }, process.env);
