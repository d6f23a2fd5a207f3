import { fillCompileCache } from './fill-compile-cache.ts';

/** What the image of a service holds; paths are from the repository's root. */
export interface ServiceImage {
  /** Files that are started, by their names in the image's `dist`; `main` is the service. */
  readonly entries: Readonly<Record<string, string>>;
  /** Files and folders that are read at run time, by their places in the image. */
  readonly files?: Readonly<Record<string, string>>;
  /** Single files of packages, such as one that tells a version, by their paths. */
  readonly packageFiles?: readonly string[];
  /** Packages of npm that find files of their own, or are found by others: they stay packages, with all they need. By workspace. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  /** Runs what was bundled into a folder once, and keeps there what V8 has compiled of it. Default: it is compiled at each start. */
  readonly compile?: (folder: string) => Promise<void>;
}

/** Telemetry finds the modules that it watches when they are loaded, which those of a bundle are not. */
const telemetry = {
  'packages/telemetry': [
    '@azure/monitor-opentelemetry',
    '@opentelemetry/instrumentation',
    '@opentelemetry/instrumentation-undici',
    'applicationinsights',
  ],
};

const preload = { register: 'packages/telemetry/src/register.ts', health: 'k8s/images/health.ts' };

const subgraph = (name: string, watched: ServiceImage['packages']): ServiceImage => ({
  entries: { main: `subgraphs/${name}/src/main.ts`, ...preload },
  files: { 'schema.graphql': `subgraphs/${name}/schema.graphql` },
  packages: { ...telemetry, ...watched },
});

/** Images that the Containerfile makes, by the argument SERVICE. */
export const serviceImages: Readonly<Record<string, ServiceImage>> = {
  gateway: {
    entries: {
      main: 'gateway/src/main.ts',
      // A thread of its own begins with a file of its own.
      'plan-worker': 'gateway/src/planning/plans/plan-worker.ts',
      ...preload,
    },
    files: {
      'package.json': 'gateway/package.json',
      // npm run build -w web; served where WEB_ROOT says so.
      web: 'web/dist',
      'documents.json': 'clients/src/__generated__/manifest.json',
    },
    // Plans are kept under the planner's version.
    packageFiles: ['node_modules/@apollo/query-planner/package.json'],
    packages: { ...telemetry, 'packages/redis': ['ioredis'] },
    compile: fillCompileCache,
  },
  accounts: subgraph('accounts', { 'subgraphs/accounts': ['pg'], 'packages/redis': ['ioredis'] }),
  'accounts-migrations': {
    entries: { main: 'k8s/images/migrations.ts', ...preload },
    files: { migrations: 'prisma/migrations' },
    packages: { ...telemetry, dev: ['pg', '@prisma/schema-engine-wasm'] },
  },
  activity: subgraph('activity', { 'packages/redis': ['ioredis'] }),
  // Beside Azure's own host, which has its telemetry.
  functions: {
    entries: { main: 'functions/src/main.ts', health: preload.health },
    files: { 'host.json': 'functions/host.json' },
    // The Functions runtime finds it by its name.
    packages: { functions: ['@azure/functions'], 'packages/redis': ['ioredis'] },
  },
  alerts: subgraph('alerts', { 'packages/redis': ['ioredis'] }),
  // Its database for a folder of gold is native code.
  insights: subgraph('insights', {
    'subgraphs/insights': ['@duckdb/node-api'],
    'packages/redis': ['ioredis'],
  }),
};
