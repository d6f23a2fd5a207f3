import type { Comparison } from '../query/plan-scan.ts';

/** The fields in the order of the service; SDKs of other languages fail where one is missing. */
export function queryMetrics(run: { documentsRead: number; items: string[]; elapsedMs: number }): string {
  const size = run.items.reduce((sum, item) => sum + item.length, 0);
  const ms = run.elapsedMs.toFixed(2);
  const fields = {
    totalExecutionTimeInMs: ms,
    queryCompileTimeInMs: '0.00',
    queryLogicalPlanBuildTimeInMs: '0.00',
    queryPhysicalPlanBuildTimeInMs: '0.00',
    queryOptimizationTimeInMs: '0.00',
    VMExecutionTimeInMs: ms,
    indexLookupTimeInMs: '0.00',
    instructionCount: 0,
    documentLoadTimeInMs: '0.00',
    systemFunctionExecuteTimeInMs: '0.00',
    userFunctionExecuteTimeInMs: '0.00',
    retrievedDocumentCount: run.documentsRead,
    retrievedDocumentSize: size,
    outputDocumentCount: run.items.length,
    outputDocumentSize: size,
    writeOutputTimeInMs: '0.00',
    indexUtilizationRatio: (run.documentsRead === 0 ? 0 : run.items.length / run.documentsRead).toFixed(2),
  };
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

/** Which indexes a query used, as the service words it: base64 of JSON. */
export function indexMetrics(comparisons: readonly Comparison[]): string {
  const paths = [...new Set(comparisons.map(({ path }) => `/${path.join('/')}/?`))];
  const metrics = {
    UtilizedSingleIndexes: paths.map((IndexSpec) => ({
      FilterExpression: '',
      IndexSpec,
      FilterPreciseSet: true,
      IndexPreciseSet: true,
      IndexImpactScore: 'High',
    })),
    PotentialSingleIndexes: [],
    UtilizedCompositeIndexes: [],
    PotentialCompositeIndexes: [],
  };
  return Buffer.from(JSON.stringify(metrics)).toString('base64');
}
