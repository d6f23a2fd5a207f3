import { parseArgs } from 'node:util';
import { repositoryCache } from '@headgate/local-servers/repository.ts';
import { readStackState } from '../stack/stack-state.ts';
import { describeForesight } from './describe-foresight.ts';
import { describeResult } from './describe-result.ts';
import { foresee } from './foresee.ts';
import { runDemo } from './run-demo.ts';

const help = `npm run demo [-- options]

Runs three users through the stack that "npm start" keeps running in another terminal: places, geofence rules,
check-ins along real routes between real cities, and the alerts that arrive, live and on a device of each. Then models
tell what is to come, and find what is unusual.

  --check-ins N     how many check-ins in all (default 5000)
  --data DIRECTORY  the stack's data folder, if it was given one
`;

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    data: { type: 'string', default: `${repositoryCache}/stack` },
    'check-ins': { type: 'string', default: '5000' },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const checkIns = Number(values['check-ins']);
if (!Number.isInteger(checkIns) || checkIns < 30 || checkIns > 100_000) {
  fail(`--check-ins is ${JSON.stringify(values['check-ins'])}: expected a whole number from 30 to 100000.`);
}
const stack = (await readStackState(values.data)) ?? fail('No stack is running. Start one first: npm start');

const started = performance.now();
let [recorded, alerts] = [0, 0];
const status = () => {
  if (!process.stdout.isTTY) return;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`\r\x1b[K  ${recorded} of ${checkIns} check-ins · ${alerts} alerts · ${seconds} s`);
};
const result = await runDemo({
  graphqlUrl: stack.graphqlUrl,
  issuer: stack.issuer,
  checkIns,
  pushUrl: stack.pushUrl,
  onCheckIns(count) {
    recorded += count;
    status();
  },
  onAlert({ displayName, message, place, rule, latencyMs }) {
    alerts += 1;
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
    const columns = [
      displayName.padEnd(16),
      message.padEnd(40),
      `at ${place}`.padEnd(16),
      `rule ${rule}`.padEnd(24),
    ];
    process.stdout.write(`  ${columns.join(' ')} ${Math.round(latencyMs)} ms\n`);
    status();
  },
}).catch((error: Error) => fail(`\nThe demo failed: ${error.message}`));
process.stdout.write(describeResult(result, performance.now() - started));
const foresight = await foresee(stack).catch((error: Error) => fail(`\nThe demo failed: ${error.message}`));
process.stdout.write(describeForesight(foresight));
if (stack.pushUrl) process.stdout.write(`\n  What their devices display: ${stack.pushUrl}\n\n`);
process.exit(result.missing.length || result.unexpected.length || result.unpushed?.length ? 1 : 0);
