import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../kubectl/manifest.ts';

/** Where workload identity projects a pod's token: https://azure.github.io/azure-workload-identity/docs/concepts.html */
const projectedToken = '/var/run/secrets/azure/tokens/azure-identity-token';

/** Writes what a gateway finds in its mounts into `folder`, and answers the variables that say so. */
export function writeMountedFiles(
  manifests: readonly Manifest[],
  environment: Readonly<Record<string, string>>,
  folder: string,
): Record<string, string> {
  const settings = manifests.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('gateway-settings'),
  )?.data?.['headgate.yaml'];
  if (!settings) throw new Error('there is no headgate.yaml in gateway-settings');
  const file = join(folder, 'headgate.yaml');
  const token = join(folder, 'token');
  writeFileSync(file, settings);
  writeFileSync(token, 'a.federated.token');
  return {
    HEADGATE_CONFIG: file,
    ...(environment['SESSION_CLIENT_TOKEN_FILE'] === projectedToken && { SESSION_CLIENT_TOKEN_FILE: token }),
  };
}
