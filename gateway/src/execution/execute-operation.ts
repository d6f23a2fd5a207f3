import type { EngineResult } from './engine.ts';
import { createErrorReport } from './error-report.ts';
import { addError, createErrorTree, type ErrorTree } from './error-tree.ts';
import { locateObjects } from './locate-objects.ts';
import type { CompiledOperation } from './prepare-operation.ts';
import type { DataObject } from './response-data.ts';
import type { PendingError, Run } from './run.ts';

/**
 * Runs the plan of an operation and shapes the answer. A run may start with data, as that of a subscription's event.
 * Never rejects for a subgraph's failure.
 */
export async function executeOperation(operation: CompiledOperation, run: Run): Promise<EngineResult> {
  await operation.step?.(run);
  return shapeResult(operation, run);
}

function shapeResult(operation: CompiledOperation, { request, root, errors }: Run): EngineResult {
  const report = createErrorReport(operation);
  const shape = operation.shapeFor(request.variables);
  const introspection = operation.introspect?.(request.variables);
  const data = shape(root, { report, introspection }, locateErrors(root, errors));
  return report.errors.length === 0 ? { data } : { data, errors: report.errors };
}

function locateErrors(root: DataObject, pending: readonly PendingError[]): ErrorTree {
  const tree = createErrorTree();
  for (const { error, at, objects, path } of pending) {
    if (objects === undefined) addError(tree, path, error);
    else for (const place of locateObjects(root, at, objects)) addError(tree, [...place, ...path], error);
  }
  return tree;
}
