import { parseConfig } from '@headgate/service/parse-config.ts';
import { configSchema } from './config.ts';
import { createDependencies } from './create-dependencies.ts';
import { registerFunctions } from './register-functions.ts';

const config = parseConfig(configSchema, process.env);
registerFunctions(createDependencies(config), config);
