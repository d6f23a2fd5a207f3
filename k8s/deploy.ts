// node k8s/deploy.ts --environment production --azure outputs.env --images images.env [--context NAME] [--cluster]
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import { deploy } from './deploy/deploy.ts';
import { findPlaceholders } from './deploy/find-placeholders.ts';
import { prepareManifests } from './deploy/prepare-manifests.ts';
import { cacheFolder } from './kubectl/cache-folder.ts';
import { findKubectl } from './kubectl/find-kubectl.ts';
import { render } from './kubectl/render.ts';
import { createKubectl } from './kubectl/run-kubectl.ts';

const usage = `Usage: node k8s/deploy.ts --environment NAME --azure FILE --images FILE [--context NAME] [--cluster]

  --environment  an overlay: dev, staging, production
  --azure        NAME=value lines in place of those of the overlay's azure.env: the outputs of infra/
  --images       NAME=REGISTRY/NAME@sha256:DIGEST lines, one for each image of the overlay
  --context      of the kubeconfig; default: the current one
  --cluster      applies what administrators apply, namespaces and policies, in place of the workloads
`;

const { values } = parseArgs({
  options: {
    environment: { type: 'string' },
    azure: { type: 'string' },
    images: { type: 'string' },
    context: { type: 'string' },
    cluster: { type: 'boolean', default: false },
  },
});
if (!values.environment || !values.azure || (!values.images && !values.cluster)) {
  process.stderr.write(usage);
  process.exit(2);
}
const read = async (path: string | undefined) => (path ? parseEnv(await readFile(path, 'utf8')) : {});
const folder = await mkdtemp(join(tmpdir(), 'headgate-deploy-'));
try {
  const program = await findKubectl({ cache: cacheFolder(process.env) });
  const kubectl = createKubectl([program, ...(values.context ? ['--context', values.context] : [])]);
  const overlay = await prepareManifests(folder, {
    environment: values.environment,
    azure: (await read(values.azure)) as Record<string, string>,
    images: (await read(values.images)) as Record<string, string>,
  });
  const manifests = await render(program, values.cluster ? join(overlay, 'cluster') : overlay);
  const open = findPlaceholders(manifests);
  if (open.length) throw new Error(`these have no value yet:\n  ${open.join('\n  ')}`);
  const log = (line: string) => console.log(line);
  if (values.cluster) {
    await kubectl(['apply', '--server-side', '--filename', '-'], {
      apiVersion: 'v1',
      kind: 'List',
      items: manifests,
    });
  } else {
    await deploy({ kubectl, manifests, log });
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
