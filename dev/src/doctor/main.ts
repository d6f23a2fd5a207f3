import { parseArgs } from 'node:util';
import { repositoryCache } from '@headgate/local-servers/repository.ts';
import { readStackState } from '../stack/stack-state.ts';
import { drawFindings } from './draw-findings.ts';
import { examineStack } from './examine-stack.ts';

const help = `npm run doctor [-- options]

Tells how each part of the running stack is: whether it is up, how quickly it answers, what it waits for, how far behind it
is. Ends with 1 when a part is not up.

  --json            the same for programs
  --data DIRECTORY  the stack's data folder, if it was given one
  --help
`;

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const values = readArguments();
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const stack = (await readStackState(values.data)) ?? fail('No stack is running. Start one first: npm start');
const findings = await examineStack(stack);
process.stdout.write(values.json ? `${JSON.stringify(findings, null, 2)}\n` : drawFindings(findings));
process.exit(findings.every(({ condition }) => condition === 'up') ? 0 : 1);

function readArguments() {
  try {
    return parseArgs({
      options: {
        help: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        data: { type: 'string', default: `${repositoryCache}/stack` },
      },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${help}`);
  }
}
