import type { Arm } from './arm/expressions.ts';
import type { Size } from './sizes.ts';

/** What a deployment is told beside its size; the parameters of the template. */
export const parameters = {
  environment: { description: 'dev, staging or production; part of names.' },
  location: { description: 'The region, such as westeurope.' },
  hostname: { description: 'The host name that clients use, such as graphql.example.com.' },
  corsOrigins: { description: 'Origins of web pages that may ask, joined by commas.' },
  audience: { description: 'The application id URI of the API in Entra ID, such as api://headgate.' },
  sessionClientId: {
    description: 'The application id in Entra ID by which browsers sign in at the gateway.',
  },
  goldSqlServer: {
    description:
      'The SQL endpoint of a Fabric lakehouse with gold; none where there is none. Synapse names its own.',
  },
  goldSqlDatabase: { description: 'The database with the schema gold behind that endpoint.' },
  mirrorLandingZone: {
    description:
      'The landing zone in OneLake that the functions mirror to; none where nothing is. Synapse has one in its lake.',
  },
  alertEmail: { description: 'Who hears of costs and of trouble.' },
  administratorId: {
    description: 'Object id of the user or group that administers the cluster and the vault.',
  },
  administratorType: { description: 'User, Group or ServicePrincipal.' },
  deployersGroupId: {
    description: 'Object id of the group in Entra ID whose members deploy, the pipeline among them.',
  },
  readersGroupId: { description: 'Object id of the group in Entra ID whose members look.' },
  repository: { description: 'The GitHub repository whose workflows deploy, as OWNER/NAME.' },
  budgetStart: {
    description:
      'The first of a month from which costs are counted, such as 2026-12-01; never changed later.',
  },
} as const;

export type Inputs = Readonly<Record<keyof typeof parameters, string>>;

/** What each resource is called. @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
export const nameExpressions = {
  cluster: "format('headgate-{0}', parameters('environment'))",
  network: "format('headgate-{0}', parameters('environment'))",
  registry: "format('headgate{0}', uniqueString(resourceGroup().id))",
  postgres: "format('headgate-{0}-{1}', parameters('environment'), uniqueString(resourceGroup().id))",
  cosmos: "format('headgate-{0}-{1}', parameters('environment'), uniqueString(resourceGroup().id))",
  redis: "format('headgate-{0}-{1}', parameters('environment'), uniqueString(resourceGroup().id))",
  functions: "format('headgate-{0}-{1}', parameters('environment'), uniqueString(resourceGroup().id))",
  storage: "format('headgate{0}', uniqueString(resourceGroup().id))",
  lake: "format('hglake{0}', uniqueString(resourceGroup().id))",
  vault: "format('hg-{0}-{1}', take(parameters('environment'), 6), uniqueString(resourceGroup().id))",
  hubs: "format('headgate-{0}-{1}', parameters('environment'), uniqueString(resourceGroup().id))",
  logs: "format('headgate-{0}', parameters('environment'))",
  insights: "format('headgate-{0}', parameters('environment'))",
  metrics: "format('headgate-{0}', parameters('environment'))",
  analytics: "format('headgate{0}', uniqueString(resourceGroup().id))",
} as const;

export type Names = Readonly<Record<keyof typeof nameExpressions, string>>;

/** What a deployment called `environment` has for names in the end, with some suffix. */
export function exampleNames(environment: string): Names {
  const suffix = 'abcdefghijklm';
  const readable = `headgate-${environment}`;
  const unique = `${readable}-${suffix}`;
  return {
    cluster: readable,
    network: readable,
    registry: `headgate${suffix}`,
    postgres: unique,
    cosmos: unique,
    redis: unique,
    functions: unique,
    storage: `headgate${suffix}`,
    lake: `hglake${suffix}`,
    vault: `hg-${environment.slice(0, 6)}-${suffix}`,
    hubs: unique,
    logs: readable,
    insights: readable,
    metrics: readable,
    analytics: `headgate${suffix}`,
  };
}

export function nameByExpression(arm: Arm): Names {
  const keys = Object.keys(nameExpressions) as (keyof Names)[];
  return Object.fromEntries(keys.map((key) => [key, arm.text(`variables('names').${key}`)])) as Names;
}

export function inputByExpression(arm: Arm): Inputs {
  const keys = Object.keys(parameters) as (keyof Inputs)[];
  return Object.fromEntries(keys.map((key) => [key, arm.text(`parameters('${key}')`)])) as Inputs;
}

/** The size as a parameter of the template: each leaf is an expression that reads it. */
export function sizeByExpression(arm: Arm, example: Size): Size {
  const read = (value: unknown, path: string): unknown => {
    if (typeof value === 'number') return arm.number(path);
    if (typeof value === 'boolean') return arm.boolean(path);
    if (Array.isArray(value)) return arm.list(path);
    if (typeof value !== 'object' || value === null) return arm.text(path);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, read(one, `${path}.${key}`)]));
  };
  return read(example, "parameters('size')") as Size;
}
