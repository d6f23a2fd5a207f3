/** What the files of a folder may import beside each other, by folders or files from the repository's root. */
export interface AllowedImports {
  readonly folder: string;
  readonly mayImport: readonly string[];
  /** What to do in place of an import that is not allowed. */
  readonly instead: string;
}

const gateway = (folder: string, mayImport: readonly string[], instead: string): AllowedImports => ({
  folder: `gateway/src/${folder}`,
  mayImport: [
    'gateway/src/errors.ts',
    'gateway/src/values',
    'packages/service',
    ...mayImport.map((target) => (target.startsWith('packages/') ? target : `gateway/src/${target}`)),
  ],
  instead,
});

const workspace = (folder: string, mayImport: readonly string[], instead: string): AllowedImports => ({
  folder,
  mayImport,
  instead,
});

const downwards = 'take what comes from above as an argument, which composition/ hands over';
const concern = 'take it as an argument, or move the type that both sides share to ports/';
const share = 'move what two of them share to packages/, named for what it is';

/** One row a folder; the row of the innermost folder counts. A folder without a row may import nothing of others. */
export const allowedImports: readonly AllowedImports[] = [
  // The gateway, from the outside in: each may import those below it.
  workspace('gateway', ['gateway', 'packages'], 'keep the gateway able to run any supergraph'),
  gateway('main.ts', ['command-line', 'composition', 'config'], 'construct in composition/'),
  gateway(
    'command-line',
    ['composition', 'config', 'documents', 'execution', 'ports', 'supergraph', 'usage', 'packages/redis'],
    downwards,
  ),
  gateway(
    'composition',
    [
      'apollo',
      'auth',
      'caching',
      'config',
      'documents',
      'execution',
      'health',
      'limits',
      'operations',
      'planning',
      'ports',
      'sessions',
      'subscriptions',
      'supergraph',
      'telemetry',
      'transports',
      'usage',
      'packages/identity',
      'packages/redis',
      'packages/telemetry',
    ],
    'leave the command line to main.ts',
  ),
  gateway(
    'library',
    ['apollo', 'composition', 'config', 'execution', 'ports', 'supergraph', 'packages/identity'],
    'construct in composition/',
  ),
  gateway('apollo', ['execution', 'operations', 'subscriptions', 'supergraph', 'ports'], downwards),
  gateway(
    'transports',
    [
      'auth',
      'caching',
      'execution',
      'health',
      'operations',
      'ports',
      'sessions',
      'subscriptions',
      'packages/telemetry/src/clients/client-report.ts',
    ],
    downwards,
  ),
  gateway(
    'operations',
    [
      'auth',
      'caching',
      'documents',
      'execution',
      'limits',
      'ports',
      'subscriptions',
      'supergraph',
      'packages/identity',
    ],
    downwards,
  ),
  gateway('subscriptions', ['execution', 'planning', 'ports', 'supergraph', 'packages/identity'], downwards),
  gateway('execution', ['planning', 'ports', 'supergraph'], downwards),
  gateway('planning', ['ports', 'supergraph'], downwards),
  gateway('supergraph', ['ports'], downwards),
  // What stands beside: each knows its own.
  gateway('auth', ['ports', 'packages/identity'], concern),
  gateway('caching', ['ports', 'packages/redis'], concern),
  gateway('documents', ['ports', 'packages/redis'], concern),
  gateway('health', ['ports'], concern),
  gateway('limits', ['ports', 'packages/redis'], concern),
  gateway('sessions', ['ports', 'packages/redis', 'packages/identity'], concern),
  gateway('usage', ['ports', 'packages/redis'], concern),
  gateway('telemetry', ['ports', 'packages/telemetry'], concern),
  gateway('ports', ['packages/identity/src/identity.ts'], 'keep ports free of what stands on either side'),
  gateway('values', [], 'keep values free of what uses them'),
  gateway('errors.ts', [], 'keep the table of errors free of what throws them'),
  gateway(
    'config',
    [
      'caching/entities/entity-cache.ts',
      'execution/subgraph-client',
      'ports',
      'packages/identity',
      'packages/redis',
    ],
    'let config describe options; composition/ applies them',
  ),
  // The reference system.
  ...['accounts', 'activity', 'alerts', 'insights'].map((name) =>
    workspace(
      `subgraphs/${name}`,
      ['packages'],
      'let subgraphs meet in the supergraph; what two of them share goes to packages/, named for what it is',
    ),
  ),
  workspace('functions', ['packages'], share),
  workspace('analytics', ['packages'], share),
  workspace('prisma', ['subgraphs/accounts', 'dev/src/demo-users.ts'], 'seed what accounts knows'),
  // What is shared: which package may use which.
  workspace('packages/service', [], 'keep it free of packages that build on it'),
  workspace('packages/local-servers', [], 'keep it free of services: it starts servers of others'),
  workspace('packages/identity', ['packages/service'], share),
  workspace('packages/redis', ['packages/service'], share),
  workspace('packages/relay', ['packages/service'], share),
  workspace('packages/cosmos', ['packages/service'], share),
  workspace('packages/telemetry', ['packages/service'], share),
  workspace('packages/input-rules', ['packages/service'], share),
  workspace('packages/push', ['packages/service'], share),
  workspace('packages/geometry', [], 'keep it free of those that measure'),
  workspace('packages/gold', [], 'keep it free of those that write and read gold'),
  workspace('packages/mirroring', ['packages/cosmos', 'packages/service'], share),
  workspace(
    'packages/alerting',
    ['packages/cosmos', 'packages/geometry', 'packages/service', 'packages/input-rules'],
    share,
  ),
  workspace(
    'packages/subgraph-server',
    ['packages/identity', 'packages/input-rules', 'packages/redis', 'packages/service', 'packages/telemetry'],
    share,
  ),
  ...['local-cosmos', 'functions-host', 'push-sink', 'identity-provider'].map((name) =>
    workspace(
      `stand-ins/${name}`,
      ['packages/geometry', 'packages/local-servers', 'packages/service'],
      'keep stand-ins ignorant of who uses them: they speak a public protocol',
    ),
  ),
  // What runs and measures the rest may use it.
  ...['bench', 'dev', 'examples', 'infra', 'k8s', 'ops', 'tests'].map((folder) =>
    workspace(
      folder,
      ['analytics', 'clients', 'dev', 'functions', 'gateway', 'packages', 'stand-ins', 'subgraphs', 'prisma'],
      share,
    ),
  ),
  workspace('clients', [], 'keep clients free of services: they meet in the schema'),
  ...['web', 'mobile'].map((name) =>
    workspace(name, ['clients'], 'keep the application free of services: they meet in the schema'),
  ),
];
