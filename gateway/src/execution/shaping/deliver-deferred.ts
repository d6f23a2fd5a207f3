import type { ErrorTree } from '../data/error-tree.ts';
import { locateErrors } from '../data/locate-errors.ts';
import { isDataObject, type PathElement } from '../data/response-data.ts';
import type { EngineDeferredPart } from '../engine.ts';
import type { CompiledOperation } from '../prepare-operation.ts';
import type { Run } from '../run.ts';
import type { PendingPart } from './completion.ts';
import type { Deferral } from './deferral.ts';
import { createErrorReport } from './error-report.ts';

/** Yields the deferred parts of an answer as their data comes in: all that is ready at one time together. */
export async function* deliverDeferred(
  operation: CompiledOperation,
  { run, deferral, first }: { run: Run; deferral: Deferral; first: readonly PendingPart[] },
): AsyncGenerator<readonly EngineDeferredPart[], void> {
  const pending = new Set(first);
  const trees = new Map<string, ErrorTree>();
  const unplanned = operation.unplannedErrors(run.request.variables);

  function shapePart(part: PendingPart): readonly EngineDeferredPart[] {
    const { site, keys, path } = part;
    let tree = trees.get(site.id);
    if (tree === undefined) {
      tree = locateErrors(run.root, [...unplanned, ...(deferral.errorsOf(site.id) ?? [])]);
      trees.set(site.id, tree);
    }
    const found: PendingPart[] = [];
    const report = createErrorReport({ ...operation, variables: run.request.variables, path });
    const introspection = operation.introspect?.(run.request.variables);
    const data = part.shape(
      {
        report,
        repeats: undefined,
        unknown: run.unknown,
        introspection,
        deferred: { keys: [...keys], found },
      },
      descend(tree, keys),
    );
    report.end();
    for (const inner of keepReachable(found, data, path.length)) pending.add(inner);
    if (data === undefined) return [];
    return [
      {
        data,
        path,
        ...(site.label !== undefined && { label: site.label }),
        ...(report.errors.length > 0 && { errors: report.errors }),
      },
    ];
  }

  for (;;) {
    const isOver = deferral.running() === 0;
    const next = deferral.next();
    const ready: EngineDeferredPart[] = [];
    // Parts that turn up while others are shaped may be ready too.
    for (const part of pending) {
      if (!isOver && deferral.errorsOf(part.site.id) === undefined) continue;
      pending.delete(part);
      ready.push(...shapePart(part));
    }
    if (ready.length > 0) yield ready;
    if (isOver) return;
    if (deferral.running() > 0) await next;
  }
}

/** Leaves out the parts of objects that an error has nulled. `depth` is the length of the path at which the data stands. */
export function keepReachable(
  parts: readonly PendingPart[],
  data: unknown,
  depth: number,
): readonly PendingPart[] {
  return parts.filter(({ path }) => {
    let value = data;
    for (const element of path.slice(depth)) {
      if (Array.isArray(value)) value = value[element as number];
      else value = isDataObject(value) ? value[element] : undefined;
    }
    return isDataObject(value);
  });
}

function descend(tree: ErrorTree, keys: readonly PathElement[]): ErrorTree | undefined {
  let node: ErrorTree | undefined = tree;
  for (const key of keys) node = node?.children.get(key);
  return node;
}
