import { gatewayErrors } from '../../errors.ts';
import { getOrInsert } from '../../get-or-insert.ts';
import type { EngineCounters } from '../engine-counters.ts';
import type { SendFetch } from './send-subgraph-request.ts';
import { hasTimedOut } from './with-timeout.ts';

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

const closed: Circuit = { phase: 'closed', failures: 0 };
const maxFailures = 20;
const openMs = 5_000;

/**
 * Leaves a subgraph alone after many failures in a row: requests reject at once with `SUBREQUEST_CIRCUIT_OPEN`, until
 * one that is let through succeeds.
 */
export function createCircuitBreaker(send: SendFetch, { counters, now }: CircuitBreakerOptions): SendFetch {
  const circuits = new Map<string, { state: Circuit }>();

  return (fetch, cancellation) => {
    const circuit = getOrInsert(circuits, fetch.subgraph, createCircuit);
    const before = circuit.state;
    if (before.phase === 'probing' || (before.phase === 'open' && now() < before.untilMs)) {
      counters.fetchesRejected += 1;
      return Promise.reject(gatewayErrors.create('SUBREQUEST_CIRCUIT_OPEN'));
    }
    if (before.phase === 'open') circuit.state = { phase: 'probing' };
    return send(fetch, cancellation).then(
      (response) => {
        circuit.state = response.status < 500 ? closed : afterFailure(circuit.state, now());
        return response;
      },
      (error: unknown) => {
        // A client that went away says nothing about the subgraph; a timeout does.
        const saysNothing = cancellation.isCancelled && !hasTimedOut(cancellation);
        circuit.state = saysNothing ? before : afterFailure(circuit.state, now());
        throw error;
      },
    );
  };
}

function createCircuit(): { state: Circuit } {
  return { state: closed };
}

function afterFailure(state: Circuit, nowMs: number): Circuit {
  if (state.phase === 'open') return state;
  const failures = state.phase === 'closed' ? state.failures + 1 : maxFailures;
  return failures < maxFailures ? { phase: 'closed', failures } : { phase: 'open', untilMs: nowMs + openMs };
}
