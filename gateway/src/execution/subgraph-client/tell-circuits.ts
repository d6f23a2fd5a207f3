import type { EngineLogger } from '../engine-logger.ts';

/** A subgraph that is left alone from now on, or no more. */
export interface CircuitChange {
  readonly subgraph: string;
  readonly isOpen: boolean;
}

/**
 * Makes what tells of circuits: a line in the log when one opens and when it has closed, not for each probe that fails.
 * `onCircuit` is told of all, of those that begin closed too: they take the place of an earlier engine's.
 */
export function createTellCircuits(
  logger: EngineLogger,
  onCircuit: (change: CircuitChange) => void = () => {},
): (change: CircuitChange) => void {
  const open = new Set<string>();
  return (change) => {
    const { subgraph, isOpen } = change;
    onCircuit(change);
    if (isOpen === open.has(subgraph)) return;
    if (isOpen) open.add(subgraph);
    else open.delete(subgraph);
    logger.warn(
      { subgraph },
      isOpen ? 'A subgraph is left alone: it fails too often' : 'A subgraph is asked again',
    );
  };
}
