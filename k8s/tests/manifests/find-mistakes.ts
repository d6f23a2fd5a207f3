import { isWorkload, type Manifest, type Workload } from '../../kubectl/manifest.ts';

/** What the administrators make, which an overlay may refer to. */
const priorityClasses = new Set(['headgate-serving', 'headgate-background']);

/**
 * Mistakes that no API server reports, since each object is right by itself: names that nobody has, selectors that
 * select nothing, pods that nothing protects. Each as a sentence.
 */
export function findMistakes(manifests: readonly Manifest[]): string[] {
  const has = (kind: string, name: string | undefined) =>
    manifests.some((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  const workloads = manifests.filter(isWorkload);
  const deployments = workloads.filter(({ kind }) => kind === 'Deployment');
  const selects = (labels: Readonly<Record<string, string>>) =>
    workloads.filter((workload) => {
      const own = podLabels(workload);
      return Object.entries(labels).every(([key, value]) => own[key] === value);
    });
  const mistakes: string[] = [];
  const check = (holds: boolean, mistake: string) => {
    if (!holds) mistakes.push(mistake);
  };
  const identities = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  for (const identity of identities) {
    check(identities.indexOf(identity) === identities.lastIndexOf(identity), `${identity} is there twice`);
  }
  for (const { kind, metadata } of manifests) {
    check(metadata.namespace === 'headgate', `${kind} ${metadata.name} is not in the namespace headgate`);
    check(
      metadata.labels?.['app.kubernetes.io/part-of'] === 'headgate',
      `${kind} ${metadata.name} lacks part-of`,
    );
  }
  for (const workload of workloads) {
    const { name } = workload.metadata;
    const spec = workload.spec.template.spec as unknown as PodReferences;
    check(has('ServiceAccount', spec.serviceAccountName), `${name} has no service account of its own`);
    check(
      priorityClasses.has(spec.priorityClassName),
      `${name} has the priority class ${spec.priorityClassName}`,
    );
    for (const { configMap, csi } of spec.volumes ?? []) {
      if (configMap)
        check(has('ConfigMap', configMap.name), `${name} mounts ${configMap.name}, which is not there`);
      const provider = csi?.volumeAttributes.secretProviderClass;
      if (provider) check(has('SecretProviderClass', provider), `${name} mounts secrets of ${provider}`);
    }
    for (const { image, env = [] } of workload.spec.template.spec.containers) {
      check(/@sha256:[0-9a-f]{64}$/.test(image), `${name} has the image ${image}, which is no digest`);
      for (const { name: variable, valueFrom } of env) {
        const { configMapKeyRef: reference, secretKeyRef: secret } = valueFrom ?? {};
        const source = manifests.find(
          ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === reference?.name,
        );
        if (reference)
          check(
            source?.data?.[reference.key] !== undefined,
            `${name}: ${variable} is not in ${reference.name}`,
          );
        if (secret)
          check(providesSecret(manifests, secret), `${name}: nothing makes the secret of ${variable}`);
      }
    }
  }
  for (const deployment of deployments) {
    const { name } = deployment.metadata;
    const budgets = manifests
      .filter(({ kind }) => kind === 'PodDisruptionBudget')
      .filter(protects(deployment));
    check(budgets.length === 1, `${name} has ${budgets.length} disruption budgets`);
    const scalers = manifests.filter((manifest) => scaledName(manifest) === name);
    check(scalers.length <= 1, `${name} is scaled by ${scalers.length}`);
    check(
      scalers.length === 0 || deployment.spec.replicas === undefined,
      `${name} has replicas though something scales it: each deployment would reset them`,
    );
  }
  for (const manifest of manifests) {
    const { kind, metadata } = manifest;
    const spec = manifest.spec as References;
    if (kind === 'Service')
      check(selects(spec.selector).length === 1, `${kind} ${metadata.name} selects no one`);
    if (scaledName(manifest))
      check(has('Deployment', scaledName(manifest)), `${metadata.name} scales nothing`);
    if (kind === 'NetworkPolicy') {
      check(
        selects(spec.podSelector.matchLabels ?? {}).length > 0,
        `${kind} ${metadata.name} selects no one`,
      );
    }
    if (kind === 'HTTPRoute') {
      for (const { name } of spec.rules.flatMap(({ backendRefs }) => backendRefs)) {
        check(has('Service', name), `${kind} ${metadata.name} sends to ${name}, which is no service`);
      }
    }
  }
  return mistakes;
}

interface PodReferences {
  readonly serviceAccountName: string;
  readonly priorityClassName: string;
  readonly volumes?: readonly {
    readonly configMap?: { readonly name: string };
    readonly csi?: { readonly volumeAttributes: { readonly secretProviderClass?: string } };
  }[];
}

interface References {
  readonly selector: Readonly<Record<string, string>>;
  readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly rules: readonly { readonly backendRefs: readonly { readonly name: string }[] }[];
  readonly scaleTargetRef?: { readonly name: string };
  readonly secretObjects?: readonly {
    readonly secretName: string;
    readonly data: readonly { readonly key: string }[];
  }[];
}

const podLabels = (workload: Workload): Readonly<Record<string, string>> =>
  (workload.spec.template as unknown as Manifest).metadata.labels ?? {};

const protects =
  (deployment: Workload) =>
  ({ spec }: Manifest): boolean =>
    Object.entries(
      (spec as { selector: { matchLabels: Record<string, string> } }).selector.matchLabels,
    ).every(([key, value]) => podLabels(deployment)[key] === value);

const scaledName = ({ spec }: Manifest): string | undefined =>
  (spec as Partial<References> | undefined)?.scaleTargetRef?.name;

function providesSecret(
  manifests: readonly Manifest[],
  { name, key }: { readonly name: string; readonly key: string },
): boolean {
  return manifests
    .filter(({ kind }) => kind === 'SecretProviderClass')
    .flatMap(({ spec }) => (spec as References).secretObjects ?? [])
    .some(({ secretName, data }) => secretName === name && data.some((entry) => entry.key === key));
}
