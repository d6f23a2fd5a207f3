import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Cluster, deployersGroup, readersGroup, startCluster } from '../support/start-cluster.ts';

let cluster: Cluster;
const cleanup = new AsyncDisposableStack();

before(async () => {
  cluster = cleanup.use(await startCluster());
});
after(() => cleanup.disposeAsync());

/** `verb resource`, `verb resource/subresource` or `verb resource.group`, in the namespace unless it begins with `cluster:`. */
async function may(subject: { user: string; groups: readonly string[] }, action: string): Promise<boolean> {
  const inCluster = action.startsWith('cluster:');
  const [verb, target = ''] = action.replace('cluster:', '').split(' ');
  const [path = '', ...group] = target.split('.');
  const [resource, subresource] = path.split('/');
  const { status, body } = await cluster.api('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: {
      ...subject,
      resourceAttributes: {
        verb,
        resource,
        ...(subresource && { subresource }),
        group: group.join('.'),
        ...(!inCluster && { namespace: 'headgate' }),
      },
    },
  });
  assert.equal(status, 201);
  return body.status.allowed;
}

const dangerous = [
  'get secrets',
  'list secrets',
  'create secrets',
  'create pods/exec',
  'create pods/attach',
  'create pods/portforward',
  'create pods/ephemeralcontainers',
  'create pods',
  'create serviceaccounts/token',
  'create rolebindings.rbac.authorization.k8s.io',
  'update roles.rbac.authorization.k8s.io',
  'bind roles.rbac.authorization.k8s.io',
  'delete resourcequotas',
  'update limitranges',
  'cluster:update namespaces',
  'cluster:delete namespaces',
  'cluster:update validatingadmissionpolicies.admissionregistration.k8s.io',
  'cluster:delete validatingadmissionpolicybindings.admissionregistration.k8s.io',
  'cluster:create clusterrolebindings.rbac.authorization.k8s.io',
  'cluster:impersonate users',
  'cluster:get nodes',
];
const deploys = [
  'patch deployments.apps',
  'patch deployments/scale.apps',
  'create jobs.batch',
  'delete jobs.batch',
  'patch configmaps',
  'patch services',
  'patch serviceaccounts',
  'patch poddisruptionbudgets.policy',
  'patch horizontalpodautoscalers.autoscaling',
  'patch networkpolicies.networking.k8s.io',
  'patch httproutes.gateway.networking.k8s.io',
  'patch scaledobjects.keda.sh',
  'patch triggerauthentications.keda.sh',
  'patch podmonitors.azmonitoring.coreos.com',
  'patch secretproviderclasses.secrets-store.csi.x-k8s.io',
];
const reads = [
  'get pods',
  'get pods/log',
  'list deployments.apps',
  'list events',
  'get httproutes.gateway.networking.k8s.io',
];

const accounts = {
  deployer: {
    subject: { user: 'ann', groups: [deployersGroup] },
    allowed: [...deploys, ...reads],
    denied: dangerous,
  },
  reader: {
    subject: { user: 'bob', groups: [readersGroup] },
    allowed: reads,
    denied: [...deploys, ...dangerous],
  },
  stranger: {
    subject: { user: 'eve', groups: [] },
    allowed: [],
    denied: [...reads, ...deploys, ...dangerous],
  },
  ...Object.fromEntries(
    [
      'gateway',
      'accounts',
      'accounts-migrations',
      'activity',
      'alerts',
      'insights',
      'functions',
      'default',
    ].map((name) => [
      `service account ${name}`,
      {
        subject: {
          user: `system:serviceaccount:headgate:${name}`,
          groups: ['system:serviceaccounts', 'system:serviceaccounts:headgate', 'system:authenticated'],
        },
        allowed: [] as string[],
        denied: [...reads, ...deploys, ...dangerous],
      },
    ]),
  ),
};

for (const [name, { subject, allowed, denied }] of Object.entries(accounts)) {
  test(`${name} may do what it is for, and nothing else`, async () => {
    const answers = async (actions: readonly string[]) =>
      Promise.all(actions.map(async (action) => [action, await may(subject, action)] as const));
    assert.deepEqual(
      Object.fromEntries(await answers(allowed)),
      Object.fromEntries(allowed.map((one) => [one, true])),
    );
    assert.deepEqual(
      Object.fromEntries(await answers(denied)),
      Object.fromEntries(denied.map((one) => [one, false])),
    );
  });
}
