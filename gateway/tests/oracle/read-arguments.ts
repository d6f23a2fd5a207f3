import { parseArgs } from 'node:util';
import { scenarios } from './scenarios.ts';

export interface SearchArguments {
  readonly help: boolean;
  readonly seeds: number;
  readonly firstSeed: number;
  readonly operations: number;
  /** Names of scenarios. */
  readonly names: readonly string[];
}

export const help = `npm run oracle -w gateway [-- options]

Asks random operations of gateways on many schemas, and one server of the whole beside each; ends with 1 when answers differ.

  --operations N     in all (default 20000)
  --seeds N          how many seeds share them (default 10)
  --first-seed N     default 1
  --scenario NAME    only this one; may be given several times. They are:
                     ${Object.keys(scenarios).join(', ')}
  --help
`;

/** @throws Error that names the argument and says what was expected. */
export function readArguments(args: readonly string[]): SearchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      seeds: { type: 'string', default: '10' },
      'first-seed': { type: 'string', default: '1' },
      operations: { type: 'string', default: '20000' },
      scenario: { type: 'string', multiple: true, default: Object.keys(scenarios) },
    },
  });
  const unknown = values.scenario.find((name) => !Object.hasOwn(scenarios, name));
  if (unknown !== undefined)
    throw new Error(`--scenario is ${JSON.stringify(unknown)}: there is none of this name.`);
  return {
    help: values.help,
    seeds: readCount('--seeds', values.seeds),
    firstSeed: readCount('--first-seed', values['first-seed']),
    operations: readCount('--operations', values.operations),
    names: values.scenario,
  };
}

function readCount(name: string, value: string): number {
  const count = Number(value);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new Error(`${name} is ${JSON.stringify(value)}: expected a whole number from 1.`);
}
