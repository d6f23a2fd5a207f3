import { isWorkload, type Manifest } from '../kubectl/manifest.ts';
import type { Kubectl } from '../kubectl/run-kubectl.ts';

export interface DeployOptions {
  readonly kubectl: Kubectl;
  readonly manifests: readonly Manifest[];
  readonly log: (line: string) => void;
  /** How long migrations and each rollout may take, in seconds. Default: 900. */
  readonly timeoutSeconds?: number;
}

/**
 * Applies what an overlay renders, in the order in which it can work: names, settings and rules first, then the
 * migrations, awaited, then what runs, awaited too. A workload that does not get ready is taken back to its revision
 * before; migrations are not, since they suit the release before.
 *
 * @throws what went wrong, after the return to what was there
 */
export async function deploy(options: DeployOptions): Promise<void> {
  const { manifests, log } = options;
  const jobs = manifests.filter(({ kind }) => kind === 'Job');
  const deployments = manifests.filter(({ kind }) => kind === 'Deployment');
  const settings = manifests.filter((one) => !isWorkload(one) && !scales(one));
  const scalers = manifests.filter(scales);
  log('settings, rules and services');
  await apply(options, settings);
  for (const job of jobs) await runJob(options, job);
  log('workloads');
  const before = await readRevisions(options, deployments);
  await apply(options, [...deployments, ...scalers]);
  try {
    for (const { metadata } of deployments) await awaitRollout(options, metadata.name);
  } catch (error) {
    await returnTo(options, before);
    throw error;
  }
}

const scales = ({ kind }: Manifest): boolean => /^(ScaledObject|HorizontalPodAutoscaler)$/.test(kind);

const namespace = ['--namespace', 'headgate'];

async function apply({ kubectl }: DeployOptions, manifests: readonly Manifest[]): Promise<void> {
  if (manifests.length === 0) return;
  const flags = ['--server-side', '--force-conflicts', '--field-manager', 'headgate-deploy'];
  await kubectl(['apply', ...flags, '--filename', '-'], { apiVersion: 'v1', kind: 'List', items: manifests });
}

/** A Job cannot be changed, so the one of the release before goes first. */
async function runJob(options: DeployOptions, job: Manifest): Promise<void> {
  const { kubectl, log, timeoutSeconds = 900 } = options;
  const { name } = job.metadata;
  log(`job ${name}`);
  await kubectl([...namespace, 'delete', 'job', name, '--ignore-not-found', '--wait']);
  await apply(options, [job]);
  const end = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const conditions = await kubectl([
      ...namespace,
      'get',
      'job',
      name,
      '--output',
      'jsonpath={range .status.conditions[?(@.status=="True")]}{.type} {.message}{"\\n"}{end}',
    ]);
    if (/^Complete/m.test(conditions)) return;
    const failed = /^Failed (.*)$/m.exec(conditions)?.[1];
    if (failed !== undefined) throw new Error(`job ${name} failed: ${failed}`);
    if (Date.now() > end) throw new Error(`job ${name} did not end within ${timeoutSeconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function awaitRollout(
  { kubectl, log, timeoutSeconds = 900 }: DeployOptions,
  name: string,
): Promise<void> {
  log(`rollout of ${name}`);
  await kubectl([...namespace, 'rollout', 'status', `deployment/${name}`, `--timeout=${timeoutSeconds}s`]);
}

type Revisions = ReadonlyMap<string, string>;

async function readRevisions(
  { kubectl }: DeployOptions,
  deployments: readonly Manifest[],
): Promise<Revisions> {
  const revisions = new Map<string, string>();
  const path = String.raw`jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}`;
  for (const { metadata } of deployments) {
    const get = [...namespace, 'get', 'deployment', metadata.name, '--ignore-not-found', '--output', path];
    const revision = await kubectl(get);
    if (revision) revisions.set(metadata.name, revision);
  }
  return revisions;
}

/** What is new has no revision to return to, and stays for whoever looks into it. */
async function returnTo(options: DeployOptions, before: Revisions): Promise<void> {
  const { kubectl, log } = options;
  const now = await readRevisions(
    options,
    [...before.keys()].map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } })),
  );
  for (const [name, revision] of before) {
    if (now.get(name) === revision) continue;
    log(`back to revision ${revision} of ${name}`);
    await kubectl([...namespace, 'rollout', 'undo', `deployment/${name}`, `--to-revision=${revision}`]);
  }
}
