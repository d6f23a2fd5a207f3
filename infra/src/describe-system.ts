import { createDeployment, type Deployment, type DeploymentOptions } from './deployment.ts';
import { describeAnalytics } from './resources/analytics.ts';
import { describeBudget } from './resources/budget.ts';
import { describeCluster } from './resources/cluster.ts';
import { describeCosmos } from './resources/cosmos.ts';
import { describeGrants } from './resources/describe-grants.ts';
import { describeFunctions } from './resources/functions.ts';
import { describeIdentities } from './resources/identities.ts';
import { describeMonitoring } from './resources/monitoring.ts';
import { describeNetwork } from './resources/network.ts';
import { describeNotifications } from './resources/notifications.ts';
import { describePostgres } from './resources/postgres.ts';
import { describePrivateEndpoints } from './resources/private-endpoints.ts';
import { describeRedis } from './resources/redis.ts';
import { describeRegistry } from './resources/registry.ts';
import { describeVault } from './resources/vault.ts';

/** Everything that Headgate has in Azure. */
export async function describeSystem(options: DeploymentOptions): Promise<Deployment> {
  const deployment = createDeployment(options);
  await describeIdentities(deployment);
  await describeNetwork(deployment);
  await describeMonitoring(deployment);
  await describeRegistry(deployment);
  await describeVault(deployment);
  await describePostgres(deployment);
  await describeCosmos(deployment);
  await describeRedis(deployment);
  await describeNotifications(deployment);
  await describeCluster(deployment);
  await describeFunctions(deployment);
  await describePrivateEndpoints(deployment);
  await describeGrants(deployment);
  await describeBudget(deployment);
  await describeAnalytics(deployment);
  return deployment;
}
