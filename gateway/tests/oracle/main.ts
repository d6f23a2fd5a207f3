import { openScenario } from './open-scenario.ts';
import { help, readArguments, type SearchArguments } from './read-arguments.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { searchScenario } from './search-scenario.ts';

const { seeds, firstSeed, operations: wanted, names, ...asked } = readOrFail();
if (asked.help) {
  process.stdout.write(help);
  process.exit(0);
}
const perSearch = Math.ceil(wanted / seeds / names.length);
let operations = 0;
let refused = 0;
let differences = 0;

for (const name of names) {
  const scenario = scenarios[name] as Scenario;
  await using open = await openScenario(scenario);
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
    const begin = performance.now();
    const found = await searchScenario(scenario, open, { seed, operations: perSearch });
    const seconds = ((performance.now() - begin) / 1_000).toFixed(1);
    console.log(
      `${name}, seed ${seed}: ${found.operations} operations in ${seconds} s, ${found.refused} refused`,
    );
    operations += found.operations;
    refused += found.refused;
    if (found.difference === undefined) continue;
    differences += 1;
    console.log(`${name}, seed ${seed}: ${found.difference}\n`);
  }
}
console.log(`${operations} operations, ${differences} differences; ${refused} more had too many plans.`);
process.exitCode = differences > 0 ? 1 : 0;

function readOrFail(): SearchArguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}`);
    process.exit(1);
  }
}
