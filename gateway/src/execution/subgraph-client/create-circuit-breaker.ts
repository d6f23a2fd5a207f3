import { gatewayErrors } from '../../errors.ts';
import { getOrInsert } from '../../get-or-insert.ts';
import type { EngineCounters } from '../engine-counters.ts';
import type { SendSubgraphRequest } from './send-subgraph-request.ts';

export interface CircuitBreakerOptions {
  readonly counters: EngineCounters;
  /** The time in milliseconds. */
  readonly now: () => number;
}

/** `probing` lets one request through, whose outcome decides. */
type Circuit =
  | { readonly phase: 'closed'; readonly failures: number }
  | { readonly phase: 'open'; readonly untilMs: number }
  | { readonly phase: 'probing' };

const maxFailures = 20;
const openMs = 5_000;

/**
 * Leaves a subgraph alone after many failures in a row: requests reject at once with `SUBREQUEST_CIRCUIT_OPEN`, until
 * one that is let through succeeds.
 */
export function createCircuitBreaker(
  send: SendSubgraphRequest,
  { counters, now }: CircuitBreakerOptions,
): SendSubgraphRequest {
  const circuits = new Map<string, { state: Circuit }>();

  return async (request) => {
    const circuit = getOrInsert(circuits, request.subgraph, closeCircuit);
    const before = circuit.state;
    if (before.phase === 'probing' || (before.phase === 'open' && now() < before.untilMs)) {
      counters.fetchesRejected += 1;
      throw gatewayErrors.create('SUBREQUEST_CIRCUIT_OPEN');
    }
    if (before.phase === 'open') circuit.state = { phase: 'probing' };
    try {
      const response = await send(request);
      circuit.state =
        response.status < 500 ? { phase: 'closed', failures: 0 } : afterFailure(circuit.state, now());
      return response;
    } catch (error) {
      circuit.state = isCancelled(request.signal) ? before : afterFailure(circuit.state, now());
      throw error;
    }
  };
}

function closeCircuit(): { state: Circuit } {
  return { state: { phase: 'closed', failures: 0 } };
}

function afterFailure(state: Circuit, nowMs: number): Circuit {
  if (state.phase === 'open') return state;
  const failures = state.phase === 'closed' ? state.failures + 1 : maxFailures;
  return failures < maxFailures ? { phase: 'closed', failures } : { phase: 'open', untilMs: nowMs + openMs };
}

/** A client that went away says nothing about the subgraph; a timeout does. */
function isCancelled({ aborted, reason }: AbortSignal): boolean {
  return aborted && (reason as { readonly code?: unknown } | undefined)?.code !== 'SUBREQUEST_TIMEOUT';
}
