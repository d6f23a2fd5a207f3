import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseConfig } from '@headgate/service/parse-config.ts';
import { parse } from 'yaml';
import type { z } from 'zod';
import { configSchema as functionsConfig } from '../../../functions/src/config.ts';
import { gatewayConfig } from '../../../gateway/src/config/config.ts';
import { configSchema as accountsConfig } from '../../../subgraphs/accounts/src/config.ts';
import { configSchema as activityConfig } from '../../../subgraphs/activity/src/config.ts';
import { configSchema as alertsConfig } from '../../../subgraphs/alerts/src/config.ts';
import { configSchema as insightsConfig } from '../../../subgraphs/insights/src/config.ts';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import { findKubectl } from '../../kubectl/find-kubectl.ts';
import type { Manifest } from '../../kubectl/manifest.ts';
import { render } from '../../kubectl/render.ts';
import { k8sFolder } from '../../kubectl/write-overlay.ts';
import { listVariables } from './list-variables.ts';
import { findContainer, readEnvironment } from './read-environment.ts';
import { environments, renderCombination } from './render-all.ts';
import { writeMountedFiles } from './write-mounted-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'headgate-mounts-'));
after(() => rmSync(folder, { recursive: true }));
const kubectl = await findKubectl({ cache: cacheFolder(process.env) });
const schemas: Readonly<Record<string, z.ZodType>> = {
  gateway: gatewayConfig,
  accounts: accountsConfig,
  activity: activityConfig,
  alerts: alertsConfig,
  insights: insightsConfig,
};
/** Read by the process or by its preload, not by a service's schema. */
const ofTheProcess = /^(NODE_OPTIONS|OTEL_SERVICE_NAME|APPLICATIONINSIGHTS_CONNECTION_STRING)$/;
/** Read by the Functions host, and by the triggers that it runs. */
const ofTheHost = /^(FUNCTIONS_|AzureWebJobs|ASPNETCORE_|COSMOS__)/;
const hub = 'Endpoint=sb://name.servicebus.windows.net/;SharedAccessKeyName=Send;SharedAccessKey=c2VjcmV0';
const secrets = {
  NOTIFICATION_HUB_CONNECTION_STRING: hub,
  FUNCTIONS_KEY: 'key of a function',
  SESSION_KEYS: Buffer.alloc(32, 'key').toString('base64'),
  PSEUDONYM_KEY: 'a key of pseudonyms',
};

function check(manifests: readonly Manifest[], name: string, schema: z.ZodType): void {
  const environment = readEnvironment(manifests, findContainer(manifests, name), secrets);
  const mounted = schema === gatewayConfig ? writeMountedFiles(manifests, environment, folder) : {};
  parseConfig(schema, { ...environment, ...mounted });
  const known = new Set(listVariables(schema));
  const unknown = Object.keys(environment).filter(
    (variable) => !known.has(variable) && !ofTheProcess.test(variable) && !ofTheHost.test(variable),
  );
  assert.deepEqual(unknown, [], `${name} does not read these`);
}

for (const environment of environments) {
  test(`every service starts with its environment, and reads all of it: ${environment}`, async () => {
    const manifests = await render(kubectl, `${k8sFolder}/overlays/${environment}`);
    for (const [name, schema] of Object.entries(schemas)) check(manifests, name, schema);
  });
}

test('so do the functions in the cluster, and accounts, alerts and functions with their secrets', async () => {
  const manifests = await renderCombination(kubectl, [
    'autoscale-keda',
    'functions',
    'key-vault-secrets',
    'replay-dead-letters',
  ]);
  check(manifests, 'functions', functionsConfig);
  check(manifests, 'accounts', accountsConfig);
  const environment = readEnvironment(manifests, findContainer(manifests, 'functions'), secrets);
  assert.equal(parseConfig(functionsConfig, environment).push?.hub.connectionString, hub);
  check(manifests, 'alerts', alertsConfig);
  const ofAlerts = readEnvironment(manifests, findContainer(manifests, 'alerts'), secrets);
  assert.deepEqual(parseConfig(alertsConfig, ofAlerts).functions, {
    url: ofAlerts['FUNCTIONS_URL'],
    key: secrets.FUNCTIONS_KEY,
  });
});

test('a variable that is missing, or that nobody reads, is found', async () => {
  const manifests = structuredClone(await render(kubectl, `${k8sFolder}/overlays/production`));
  const container = findContainer(manifests, 'accounts') as unknown as {
    env: { name: string; value?: string }[];
  };
  container.env.push({ name: 'DATABSE_URL', value: 'x' });
  assert.throws(() => check(manifests, 'accounts', accountsConfig), /DATABSE_URL/);
  container.env = container.env.filter(({ name }) => name !== 'DATABASE_URL');
  assert.throws(() => check(manifests, 'accounts', accountsConfig), /DATABASE_URL +is missing/);
});

const production = await render(kubectl, `${k8sFolder}/overlays/production`);

function readGatewayConfig(manifests: readonly Manifest[], name = 'gateway') {
  const environment = readEnvironment(manifests, findContainer(manifests, name), secrets);
  return parseConfig(gatewayConfig, {
    ...environment,
    ...writeMountedFiles(manifests, environment, folder),
  });
}

test('in production nobody looks around', () => {
  const config = readGatewayConfig(production);
  assert.equal(config.introspection, false);
  assert.equal(config.sandbox, false);
  assert.equal(config.queryPlans, false);
  assert.equal(config.exposeSubgraphErrors, false);
  assert.deepEqual(config.redis?.signIn, 'entra');
});

test('operations cost what they cost on a machine of ours, and no more is run: everywhere', async () => {
  const local = parse(readFileSync(join(k8sFolder, '..', 'dev', 'headgate.yaml'), 'utf8')) as object;
  for (const environment of environments) {
    const manifests = await render(kubectl, `${k8sFolder}/overlays/${environment}`);
    const settings = parse(
      readFileSync(writeMountedFiles(manifests, {}, folder)['HEADGATE_CONFIG'] ?? '', 'utf8'),
    );
    assert.partialDeepStrictEqual(settings, local, environment);
    assert.equal(readGatewayConfig(manifests).settings.demandControl.mode, 'enforce', environment);
  }
});

test('a user has one name in the telemetry of all pods: everywhere', async () => {
  for (const environment of environments) {
    const manifests = await render(kubectl, `${k8sFolder}/overlays/${environment}`);
    assert.equal(readGatewayConfig(manifests).pseudonymKey, secrets.PSEUDONYM_KEY, environment);
  }
});

test('the canary is told what the gateway is told, sessions and the page included', () => {
  const [gateway, canary] = [readGatewayConfig(production), readGatewayConfig(production, 'gateway-canary')];
  assert.deepEqual(canary, gateway);
  assert.equal(gateway.webRoot, '/app/web');
  assert.equal(gateway.sessions?.credential.kind, 'federated');
});
