import { findDrift, readGenerated } from './find-drift.ts';
import { runStep } from './run-step.ts';

// `npm run check`: everything that continuous integration looks at, the quick parts first.
const failed: string[] = [];
const before = await readGenerated();
if (!(await runStep({ name: 'code generation', command: 'npm', args: ['run', '--silent', 'codegen'] }))) {
  failed.push('code generation');
}
const drift = findDrift(before, await readGenerated());
if (drift.length) {
  failed.push('generated files');
  console.error(
    `These files were not what "npm run codegen" makes; now they are, commit them:\n  ${drift.join('\n  ')}`,
  );
}
// It asks no registry; what it packs is what the build has made.
const publish = ['publish', '--dry-run', '--ignore-scripts', '--workspace=gateway', '--loglevel=error'];
const steps = [
  { name: 'lint and format', command: 'biome', args: ['ci', '.'] },
  { name: 'types', command: 'turbo', args: ['run', 'typecheck', '--output-logs=errors-only', '--continue'] },
  { name: 'build', command: 'turbo', args: ['run', 'build', '--output-logs=errors-only'] },
  { name: 'API reference', command: 'turbo', args: ['run', 'reference', '--output-logs=errors-only'] },
  { name: 'package', command: 'npm', args: publish },
  { name: 'tests', command: process.execPath, args: ['dev/src/verify/test.ts'], show: true },
];
for (const step of steps) if (!(await runStep(step))) failed.push(step.name);
console.error(failed.length ? `Failed: ${failed.join(', ')}.` : 'All checks passed.');
process.exit(failed.length ? 1 : 0);
