import type { IdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import type { Ports } from './ports.ts';
import type { SupervisedProcess } from './supervise-process.ts';

/** Real services to use in place of local ones, by their connection strings. */
export interface OwnServices {
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
  readonly cosmosConnectionString?: string | undefined;
  readonly notificationHubConnectionString?: string | undefined;
}

export interface StackOptions {
  /** Where data and logs are kept. */
  readonly directory: string;
  readonly ports: Ports;
  readonly services?: OwnServices;
  /** What says to every process where to tell what it does. Default: as this process is told. */
  readonly telemetry?: Readonly<Record<string, string>> | undefined;
  /** Wraps the start of each part, to show progress; the string that `start` gives says where the part is. */
  readonly track: (part: StackPart, start: () => Promise<string>) => Promise<void>;
  /** Called with one line when something happens that nobody asked for. */
  readonly say: (line: string) => void;
}

/** What the stack consists of, in the order in which people look for it. */
export const stackParts = {
  build: 'Generated code',
  identity: 'Identity provider',
  postgres: 'PostgreSQL',
  cosmos: 'Cosmos DB (local)',
  redis: 'Redis',
  push: 'Push sink',
  database: 'Migrations and seed',
  accounts: 'accounts subgraph',
  activity: 'activity subgraph',
  alerts: 'alerts subgraph',
  insights: 'insights subgraph',
  functions: 'Functions host',
  analytics: 'Insights loop',
  gateway: 'Gateway',
} as const;

export type StackPart = keyof typeof stackParts;
export type ProcessPart =
  | 'cosmos'
  | 'push'
  | 'accounts'
  | 'activity'
  | 'alerts'
  | 'insights'
  | 'functions'
  | 'analytics'
  | 'gateway';

export interface Stack extends AsyncDisposable {
  /** GraphQL over HTTP; subscriptions have the same address with `ws`. */
  readonly graphqlUrl: string;
  readonly identity: IdentityProvider;
  readonly databaseUrl: string;
  readonly cosmosConnectionString: string;
  /** Undefined where there is no Redis: gateway and alerts do without. */
  readonly redisUrl: string | undefined;
  /** Where people see what devices would display; undefined with a real notification hub. */
  readonly pushUrl: string | undefined;
  readonly processes: Readonly<Record<ProcessPart, SupervisedProcess | undefined>>;
}
