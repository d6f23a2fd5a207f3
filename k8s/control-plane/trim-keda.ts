import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the manifests scale by. Each other trigger brings the SDK of somebody's service: 1,400 packages to compile. */
const triggers = ['azure-cosmosdb', 'cpu', 'memory', 'metrics-api', 'prometheus'];

/** Of pkg/scalers; the queue's has a constant that the others use. */
const scalers = [
  'scaler.go',
  'azure_cosmosdb_scaler.go',
  'azure_queue_scaler.go',
  'cpu_memory_scaler.go',
  'metrics_api_scaler.go',
  'prometheus_scaler.go',
];

/** Another one for other triggers. */
export const trimRevision = createHash('sha256')
  .update([...triggers, ...scalers].join('\n'))
  .digest('hex')
  .slice(0, 8);

/**
 * Copies what KEDA's programs are built of to `target`, without the triggers that no manifest of ours has. What is left is
 * as it was: nothing is changed but the list of triggers, so that another one is said to be unknown.
 *
 * @throws when the sources are not as they were when this was written
 */
export async function trimKeda(source: string, target: string): Promise<void> {
  const partial = await mkdtemp(`${target}.`);
  for (const part of ['apis', 'cmd', 'controllers', 'pkg', 'version', 'go.mod', 'go.sum'])
    await cp(join(source, part), join(partial, part), {
      recursive: true,
      filter: (path) => !path.endsWith('_test.go'),
    });
  const folder = join(partial, 'pkg', 'scalers');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.go'));
  const missing = scalers.filter((file) => !files.includes(file));
  if (missing.length) throw new Error(`KEDA has no ${missing.join(', ')}`);
  for (const file of files.filter((one) => !scalers.includes(one))) await rm(join(folder, file));
  const list = join(partial, 'pkg', 'scaling', 'scalers_builder.go');
  const text = keepTriggers(await readFile(list, 'utf8'));
  await rm(list);
  await writeFile(list, text);
  await rm(target, { recursive: true, force: true });
  await rename(partial, target);
}

function keepTriggers(text: string): string {
  const [before, list, after, ...more] = text.split(/^\t\/\/ TRIGGERS-(?:START|END)$/m);
  if (list === undefined || after === undefined || more.length)
    throw new Error('KEDA lists its triggers elsewhere');
  const cases = list.split(/^(?=\t(?:case |default:))/m);
  const kept = cases.filter((one) => {
    const [, names] = /^\tcase (.*):$/m.exec(one) ?? [];
    return names === undefined || triggers.some((trigger) => names.includes(`"${trigger}"`));
  });
  return [before, ...kept, after].join('');
}
