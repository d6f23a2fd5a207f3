import { type Container, isWorkload, type Manifest, type Workload } from '../../kubectl/manifest.ts';

/** The environment that a container of a rendered workload gets; secrets have a value that stands for theirs. */
export function readEnvironment(
  manifests: readonly Manifest[],
  container: Container,
  secrets: Readonly<Record<string, string>>,
): Record<string, string> {
  const variables = (container.env ?? []).map(({ name, value, valueFrom }) => {
    const { configMapKeyRef: reference, secretKeyRef: secret } = valueFrom ?? {};
    if (secret) return [name, secrets[secret.key] ?? ''];
    const source = manifests.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === reference?.name,
    );
    return [name, value ?? source?.data?.[reference?.key ?? ''] ?? ''];
  });
  return Object.fromEntries(variables);
}

/** The first container of a workload. */
export function findContainer(manifests: readonly Manifest[], name: string): Container {
  const found = manifests.find((one): one is Workload => isWorkload(one) && one.metadata.name === name);
  const container = found?.spec.template.spec.containers[0];
  if (!container) throw new Error(`there is no workload ${name}`);
  return container;
}
