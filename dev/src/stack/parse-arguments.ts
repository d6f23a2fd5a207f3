import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryCache } from '@headgate/local-servers/repository.ts';
import { defaultPorts, type PartName, type Ports } from './ports.ts';

export interface StackArguments {
  readonly help: boolean;
  /** Begin with empty data. */
  readonly fresh: boolean;
  /** Where what happens is collected and shown; undefined where it is not. */
  readonly observePort: number | undefined;
  readonly directory: string;
  readonly ports: Ports;
}

/** The one that OTLP over HTTP has. */
const defaultObservePort = 4318;

const parts = Object.keys(defaultPorts) as PartName[];

export const help = `npm start [-- options]

Starts the local stack on 127.0.0.1 and keeps it running until Ctrl-C. Its data stays for the next start.

  --observe            collects what happens, and shows traces, logs and metrics on a page
  --observe-port N     its port (default ${defaultObservePort})
  --fresh              delete the data of earlier runs first
  --port N             the gateway's port (default ${defaultPorts.gateway})
${parts
  .filter((part) => part !== 'gateway')
  .map((part) => `  ${`--${part}-port N`.padEnd(19)}  default ${defaultPorts[part]}`)
  .join('\n')}
  --data DIRECTORY     where data and logs are kept (default .headgate/stack)
  --help

Real services instead of local ones, by environment variable:
  DATABASE_URL              PostgreSQL
  REDIS_URL                 Redis
  COSMOS_CONNECTION_STRING  Azure Cosmos DB
  NOTIFICATION_HUB_CONNECTION_STRING  Azure Notification Hubs (its hub in NOTIFICATION_HUB_NAME, default headgate)
`;

/** @throws Error that names the argument and says what was expected. */
export function parseArguments(args: readonly string[]): StackArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      observe: { type: 'boolean', default: false },
      'observe-port': { type: 'string' },
      data: { type: 'string', default: `${repositoryCache}/stack` },
      port: { type: 'string' },
      ...(Object.fromEntries(parts.map((part) => [`${part}-port`, { type: 'string' }])) as Record<
        `${PartName}-port`,
        { type: 'string' }
      >),
    },
  });
  const given = (part: PartName) => (part === 'gateway' ? values.port : undefined) ?? values[`${part}-port`];
  const ports = Object.fromEntries(
    parts.map((part) => [part, parsePort(`--${part}-port`, given(part)) ?? defaultPorts[part]]),
  ) as Ports;
  refuseDoubles(ports);
  const { help: wantsHelp, fresh, observe } = values;
  const chosen = parsePort('--observe-port', values['observe-port']);
  const observePort = chosen ?? (observe ? defaultObservePort : undefined);
  return { help: wantsHelp, fresh, observePort, directory: resolve(values.data), ports };
}

function parsePort(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${name} is ${JSON.stringify(value)}: expected a port, a whole number from 1 to 65535.`);
}

function refuseDoubles(ports: Ports): void {
  for (const [index, part] of parts.entries()) {
    const other = parts.slice(0, index).find((earlier) => ports[earlier] === ports[part]);
    if (other)
      throw new Error(
        `--${part}-port and --${other}-port are both ${ports[part]}: each part needs its own port.`,
      );
  }
}
