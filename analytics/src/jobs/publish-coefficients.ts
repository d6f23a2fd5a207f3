import { isDeepStrictEqual } from 'node:util';
import type { Container } from '@azure/cosmos';
import type {
  AnomalyCoefficientsDocument,
  HourCoefficients,
} from '@headgate/alerting/anomaly-coefficients-document.ts';
import type {
  PredictionDocument,
  PropensityModel,
  PurchaseHistory,
} from '@headgate/alerting/propensity-model.ts';
import type { AlertCondition } from '@headgate/alerting/rule-document.ts';
import { runOperation } from '@headgate/cosmos/run-operation.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import type { Warehouse } from '../warehouse/open-warehouse.ts';

export interface PublishOutcome {
  /** Documents that were written, since they are new or changed. */
  readonly written: number;
  readonly unchanged: number;
}

interface RuleNeed {
  readonly userId: string;
  readonly condition: AlertCondition;
}

/** What rules need to know, by user. */
export type RuleNeeds = ReadonlyMap<string, readonly RuleNeed[]>;

const hoursPerWeek = 168;
/** How many deviations above the mean an hour is still as usual. */
const highDeviations = 2;

/** Finds whose rules need what models tell. */
export async function readRuleNeeds(container: Container): Promise<RuleNeeds> {
  const rules = await runQuery<RuleNeed>(container, {
    query:
      'SELECT c.userId, c.condition FROM c WHERE c.type = "rule" AND c.condition.kind IN ("anomaly", "predicted")',
    parameters: {},
    partitionKey: 'all',
  });
  return Map.groupBy(rules, (rule) => rule.userId);
}

/**
 * Writes what rules need to know of their users: coefficients for those with an anomaly rule, predictions for those with a
 * predicted one; of the kinds that the rules look at alone, and only where something changed, since each document is up to
 * 28 KB in a partition that evaluation reads.
 */
export async function publishCoefficients(
  warehouse: Warehouse,
  container: Container,
  options: { needs: RuleNeeds; propensity: PropensityModel | null; now: () => number },
): Promise<PublishOutcome> {
  let written = 0;
  let unchanged = 0;
  for (const [userId, needs] of options.needs) {
    const documents = [
      await describeUsual(warehouse, userId, needs),
      await describePrediction(warehouse, userId, needs, options),
    ];
    for (const document of documents) {
      if (!document) continue;
      if (await writeIfChanged(container, document)) written += 1;
      else unchanged += 1;
    }
  }
  return { written, unchanged };
}

function kindsOf(needs: readonly RuleNeed[], kind: AlertCondition['kind']): string[] {
  const kinds = needs.flatMap(({ condition }) =>
    condition.kind === kind && 'activityKind' in condition ? [condition.activityKind ?? '*'] : [],
  );
  return [...new Set(kinds)].sort();
}

async function describeUsual(
  warehouse: Warehouse,
  userId: string,
  needs: readonly RuleNeed[],
): Promise<AnomalyCoefficientsDocument | null> {
  const byKind = await readHours(warehouse, userId, kindsOf(needs, 'anomaly'));
  if (Object.keys(byKind).length === 0) return null;
  return { type: 'anomaly-coefficients', id: 'anomaly-coefficients', userId, byKind };
}

async function readHours(
  warehouse: Warehouse,
  userId: string,
  kinds: readonly string[],
): Promise<Record<string, readonly HourCoefficients[]>> {
  const byKind: Record<string, readonly HourCoefficients[]> = {};
  for (const kind of kinds) {
    const rows = await warehouse.query<HourCoefficients>(
      'select mean, deviation from anomaly_coefficients where user_id = $userId and kind = $kind order by hour_of_week',
      { userId, kind },
    );
    // A rule that was told of fewer hours would take one for another.
    if (rows.length === hoursPerWeek) byKind[kind] = rows.map(({ mean, deviation }) => ({ mean, deviation }));
  }
  return byKind;
}

async function describePrediction(
  warehouse: Warehouse,
  userId: string,
  needs: readonly RuleNeed[],
  { propensity, now }: { propensity: PropensityModel | null; now: () => number },
): Promise<PredictionDocument | null> {
  const predicted = needs.filter(({ condition }) => condition.kind === 'predicted');
  if (predicted.length === 0) return null;
  const hours = await readHours(warehouse, userId, kindsOf(predicted, 'predicted'));
  const expected = Object.entries(hours).map(([kind, all]) => [
    kind,
    all.map(({ mean, deviation }) => ({
      expected: mean,
      high: mean + highDeviations * Math.max(deviation, 1),
    })),
  ]);
  const { history, asOf } = await readHistory(warehouse, userId, now());
  return {
    type: 'prediction',
    id: 'prediction',
    userId,
    propensity,
    history,
    asOf,
    expected: Object.fromEntries(expected),
  };
}

async function readHistory(
  warehouse: Warehouse,
  userId: string,
  now: number,
): Promise<{ history: PurchaseHistory | null; asOf: number }> {
  const rows = await warehouse.query<{ occurred_at: Date; amount: bigint | null; kind: string }>(
    'select occurred_at, amount_minor_units as amount, kind from silver_activity where user_id = $userId order by occurred_at',
    { userId },
  );
  const asOf = rows.at(-1)?.occurred_at.getTime() ?? Math.min(now, 0);
  const bought = rows.filter(({ kind }) => kind === 'PURCHASE');
  const times = bought.map(({ occurred_at: at }) => at.getTime());
  const [firstAt] = times;
  if (firstAt === undefined) return { history: null, asOf };
  const dayMs = 24 * 3_600_000;
  return {
    asOf,
    history: {
      firstAt,
      lastAt: times.at(-1) as number,
      orders: times.length,
      days: new Set(times.map((at) => Math.floor(at / dayMs))).size,
      amount: bought.reduce((sum, { amount }) => sum + Number(amount ?? 0), 0),
      recent: times.filter((at) => at >= asOf - 30 * dayMs).slice(-100),
    },
  };
}

async function writeIfChanged(
  container: Container,
  document: AnomalyCoefficientsDocument | PredictionDocument,
): Promise<boolean> {
  const { resource } = await runOperation((abortSignal) =>
    container.item(document.id, document.userId).read<Record<string, unknown>>({ abortSignal }),
  );
  const content = withoutTraining(document);
  const { _rid, _self, _etag, _attachments, _ts, ...known }: Record<string, unknown> = resource ?? {};
  if (isDeepStrictEqual(withoutTraining(known), content)) return false;
  await runOperation((abortSignal) => container.items.upsert(document, { abortSignal }));
  return true;
}

/** When a model was trained says nothing of what it tells. */
function withoutTraining(document: object): object {
  const { propensity, ...rest } = document as { propensity?: PropensityModel | null };
  return propensity ? { ...rest, propensity: { ...propensity, trainedAt: '' } } : document;
}
