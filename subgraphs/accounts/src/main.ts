import { runService } from '@headgate/service/run-service.ts';
import { configSchema } from './config.ts';
import { startAccounts } from './start-accounts.ts';

await runService({ name: 'accounts', config: configSchema, start: startAccounts }, process.env);
