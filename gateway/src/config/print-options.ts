import { BlockList } from 'node:net';
import type { Environment } from '@headgate/service/parse-config.ts';
import { stringify } from 'yaml';
import { addVariables } from './add-variables.ts';
import { optionsSchema } from './options-schema.ts';
import { readOptionsFile } from './read-options-file.ts';

/** Members whose values only those may read who run the gateway. */
const secrets = new Set(['key', 'invalidationKey', 'pseudonymKey', 'secret', 'value']);

/** What a gateway is told in all, defaults included, as YAML without secrets. To be called with what has been checked. */
export function printOptions(env: Environment): string {
  const file = env['HEADGATE_CONFIG'] ? readOptionsFile(env['HEADGATE_CONFIG']) : { options: {} };
  const { options } = addVariables('options' in file ? file.options : {}, env);
  return stringify(JSON.parse(JSON.stringify(optionsSchema.parse(options), hide)));
}

function hide(this: Readonly<Record<string, unknown>>, name: string, value: unknown): unknown {
  // By now it has been made a list of texts of another form.
  const { [name]: own } = this;
  if (own instanceof BlockList) return own.rules.map((rule) => rule.split(' ').at(-1)).reverse();
  if (typeof value !== 'string') return value;
  if (secrets.has(name)) return '(hidden)';
  return name === 'url' ? value.replace(/\/\/[^/@]*@/, '//(hidden)@') : value;
}
