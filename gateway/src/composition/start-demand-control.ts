import { connectRedis } from '@headgate/redis/connect-redis.ts';
import type { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../config/config.ts';
import { compileOpenAnswerData } from '../execution/writing/compile-open-answer-data.ts';
import type { Budgets } from '../limits/cost/budget.ts';
import { createDemandControl } from '../limits/cost/create-demand-control.ts';
import { createMemoryBudgets } from '../limits/cost/create-memory-budgets.ts';
import { createRedisBudgets } from '../limits/cost/create-redis-budgets.ts';
import type { DemandControl, ObserveCost } from '../limits/cost/demand-control.ts';

export interface DemandControlParts {
  readonly config: GatewayConfig;
  /** Where budgets are shared with other gateways; in this process without it. */
  readonly redis: ReturnType<typeof readRedisSettings>;
  readonly observe: ObserveCost;
  readonly logger: Logger;
}

/** Starts demand control as the configuration file says; undefined where it is off. */
export function startDemandControl(
  { config, redis, observe, logger }: DemandControlParts,
  cleanup: AsyncDisposableStack,
): DemandControl | undefined {
  const { mode, maxCost, listSize, budget } = config.settings.demandControl;
  if (mode === 'off') return undefined;
  const windowSeconds = budget?.windowSeconds ?? 0;
  return createDemandControl({
    mode,
    maxCost,
    defaultListSize: listSize,
    budget: budget && {
      users: { capacity: budget.cost, windowSeconds },
      addresses: { capacity: budget.anonymousCost ?? budget.cost, windowSeconds },
    },
    budgets: openBudgets(),
    compileOpen: compileOpenAnswerData,
    observe,
  });

  function openBudgets(): Budgets {
    const own = createMemoryBudgets(() => performance.now());
    if (!redis || !budget) return own;
    const { client } = cleanup.use(connectRedis(redis));
    return createRedisBudgets({
      client,
      prefix: config.cache.prefix,
      deadlineMs: config.cache.deadlineMs,
      fallback: own,
      onFailure: (problem) =>
        logger.warn({ problem }, 'budgets are counted in this process alone, since Redis does not answer'),
    });
  }
}
