import { z } from 'zod';
import { optionsSchema } from './options-schema.ts';

/** The JSON Schema of a configuration file (https://json-schema.org/draft/2020-12). What it cannot say is checked at start. */
export function writeOptionsSchema(): object {
  return {
    title: 'headgate configuration',
    ...z.toJSONSchema(optionsSchema, { io: 'input', unrepresentable: 'any' }),
  };
}
