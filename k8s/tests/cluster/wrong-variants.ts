import type { Manifest } from '../../kubectl/manifest.ts';

export interface WrongVariant {
  readonly name: string;
  readonly manifest: unknown;
  /** What the API server must say. */
  readonly reason: RegExp;
}

// biome-ignore lint/suspicious/noExplicitAny: a manifest to be spoilt in any place
type Changeable = any;

/** Manifests that are right but for one thing each. */
export function wrongVariants(
  manifests: readonly Manifest[],
  image: (name: string) => string,
): WrongVariant[] {
  const spoil = (kind: string, change: (manifest: Changeable) => void): Manifest => {
    const found = manifests.find((one) => one.kind === kind && one.metadata.name === 'gateway');
    const copy = structuredClone(found) as Changeable;
    copy.metadata.name = 'wrong';
    change(copy);
    return copy;
  };
  const deployment = (change: (pod: Changeable, whole: Changeable) => void) =>
    spoil('Deployment', (whole) => change(whole.spec.template.spec, whole));
  const container = (change: (one: Changeable) => void) =>
    deployment(({ containers }) => change(containers[0]));
  const pod = (change: (spec: Changeable) => void): unknown => {
    const { template } = (spoil('Deployment', () => {}) as Changeable).spec;
    change(template.spec);
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'wrong', namespace: 'headgate', labels: template.metadata.labels },
      spec: template.spec,
    };
  };
  const variants: Record<string, readonly [unknown, RegExp]> = {
    'no limits': [
      container((one) => {
        delete one.resources.limits.memory;
      }),
      /requests and limits/,
    ],
    'no requests': [
      container((one) => {
        delete one.resources.requests;
      }),
      /requests and limits/,
    ],
    'no liveness probe': [
      container((one) => {
        delete one.livenessProbe;
      }),
      /readiness and a liveness probe/,
    ],
    'no readiness probe': [
      container((one) => {
        delete one.readinessProbe;
      }),
      /readiness and a liveness probe/,
    ],
    'a probe of another host': [
      container((one) => {
        one.startupProbe.httpGet.host = '10.0.0.1';
      }),
      /must not name a host/,
    ],
    'no spread': [
      deployment((spec) => {
        delete spec.topologySpreadConstraints;
      }),
      /topology spread/,
    ],
    'a writable root': [
      container((one) => {
        one.securityContext.readOnlyRootFilesystem = false;
      }),
      /read-only root/,
    ],
    'a token of the API server': [
      deployment((spec) => {
        spec.automountServiceAccountToken = true;
      }),
      /automountServiceAccountToken/,
    ],
    'the default service account': [
      deployment((spec) => {
        delete spec.serviceAccountName;
      }),
      /service account of its own/,
    ],
    'another priority': [
      deployment((spec) => {
        spec.priorityClassName = 'system-cluster-critical';
      }),
      /priorityClassName/,
    ],
    "the system's nodes": [
      deployment((spec) => {
        spec.tolerations = [{ key: 'CriticalAddonsOnly', operator: 'Exists' }];
      }),
      /system's nodes/,
    ],
    'a share of the old kind': [
      deployment((spec) => {
        spec.volumes.push({ name: 'share', azureFile: { secretName: 's', shareName: 's' } });
      }),
      /storage comes through CSI/,
    ],
    latest: [
      container((one) => {
        one.image = 'headgate.azurecr.io/gateway:latest';
      }),
      /by its digest/,
    ],
    'a tag': [
      container((one) => {
        one.image = 'headgate.azurecr.io/gateway:1.2.3';
      }),
      /by its digest/,
    ],
    'another registry': [
      container((one) => {
        one.image = image('gateway').replace('headgate.azurecr.io', 'docker.io');
      }),
      /must come from headgate.azurecr.io/,
    ],
    'a registry that begins alike': [
      container((one) => {
        one.image = image('gateway').replace('azurecr.io', 'azurecr.io.example.com');
      }),
      /must come from headgate.azurecr.io/,
    ],
    'a label of AKS': [
      deployment((_spec, whole) => {
        whole.metadata.labels['kubernetes.azure.com/x'] = 'y';
      }),
      /AKS's own/,
    ],
    'no owner': [
      deployment((_spec, whole) => {
        delete whole.metadata.labels['app.kubernetes.io/part-of'];
      }),
      /part-of/,
    ],
    'an unknown field': [
      deployment((spec) => {
        spec.topologySpreadConstraint = [];
      }),
      /unknown field/,
    ],
    'a grace that is no number': [
      deployment((spec) => {
        spec.terminationGracePeriodSeconds = 'long';
      }),
      /terminationGracePeriodSeconds/,
    ],
    'a service that selects the same pods': [spoil('Service', () => {}), /by its own name/],
    'a service for everybody': [
      spoil('Service', ({ spec, metadata }) => {
        spec.selector = { 'app.kubernetes.io/name': metadata.name };
        spec.type = 'LoadBalancer';
      }),
      /ClusterIP|exceeded quota/,
    ],
    'a route with a timeout that is none': [
      spoil('HTTPRoute', ({ spec }) => {
        spec.rules[0].timeouts.request = '1 hour';
      }),
      /timeouts.request/,
    ],
    'a route by regular expression of no kind': [
      spoil('HTTPRoute', ({ spec }) => {
        spec.rules[0].matches[0].path.type = 'Glob';
      }),
      /Unsupported value: "Glob"/,
    ],
    'a scaler with a field that is none': [
      spoil('ScaledObject', ({ spec }) => {
        spec.minReplicas = 3;
      }),
      /unknown field "spec.minReplicas"/,
    ],
    'a scaler whose fallback does not exist': [
      spoil('ScaledObject', ({ spec }) => {
        spec.fallback.behavior = 'guess';
      }),
      /Unsupported value: "guess"/,
    ],
    'a scaler without triggers': [
      spoil('ScaledObject', ({ spec }) => {
        delete spec.triggers;
      }),
      /spec.triggers: Required/,
    ],
    "a pod on the host's network": [
      pod((spec) => {
        spec.hostNetwork = true;
      }),
      /violates PodSecurity "restricted/,
    ],
    'a pod without seccomp': [
      pod((spec) => {
        delete spec.securityContext.seccompProfile;
      }),
      /violates PodSecurity "restricted/,
    ],
    'a pod with capabilities': [
      pod((spec) => {
        spec.containers[0].securityContext.capabilities = {};
      }),
      /violates PodSecurity "restricted/,
    ],
    'a pod that may be root': [
      pod((spec) => {
        delete spec.securityContext.runAsNonRoot;
      }),
      /violates PodSecurity "restricted/,
    ],
    'a pod that may become more': [
      pod((spec) => {
        spec.containers[0].securityContext.allowPrivilegeEscalation = true;
      }),
      /violates PodSecurity "restricted/,
    ],
    'a pod that sees the host': [
      pod((spec) => {
        spec.volumes.push({ name: 'host', hostPath: { path: '/' } });
      }),
      /violates PodSecurity "restricted/,
    ],
    'a pod with a tag': [
      pod((spec) => {
        spec.containers[0].image = 'headgate.azurecr.io/gateway:1';
      }),
      /by its digest/,
    ],
    'a pod that wants too much': [
      pod((spec) => {
        spec.containers[0].resources.limits.memory = '9Gi';
      }),
      /maximum memory usage per Container is 8Gi/,
    ],
  };
  return Object.entries(variants).map(([name, [manifest, reason]]) => ({ name, manifest, reason }));
}
