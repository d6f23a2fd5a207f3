import { ServiceError } from '@headgate/service/define-errors.ts';
import { gatewayErrors } from '../../errors.ts';
import type { Cancellation } from '../../values/cancellation.ts';
import type { EngineCounters } from '../engine-counters.ts';
import type { CircuitOptions } from './circuit-options.ts';
import { createRequestWindow, type RequestWindow } from './create-request-window.ts';
import type { SendFetch } from './send-fetch.ts';
import type { CircuitChange } from './tell-circuits.ts';
import { hasTimedOut } from './with-timeout.ts';

export interface CircuitBreakerOptions {
  readonly counters: EngineCounters;
  /** A clock in milliseconds that is never set back. */
  readonly now: () => number;
  readonly circuitOf: (subgraph: string) => CircuitOptions;
  /** Told of each circuit when it begins, opens and closes. */
  readonly onChange: (change: CircuitChange) => void;
}

/** `probing` lets some requests through, whose outcomes decide. */
type State =
  | { readonly phase: 'closed' }
  | { readonly phase: 'open'; readonly untilMs: number }
  | { readonly phase: 'probing'; sent: number; successes: number; failures: number };

interface Circuit {
  state: State;
  readonly window: RequestWindow;
  readonly options: CircuitOptions;
  readonly tell: (isOpen: boolean) => void;
}

type Outcome = 'success' | 'failure' | 'unknown';

const closed: State = { phase: 'closed' };

/**
 * Leaves a subgraph alone when too large a share of its requests has failed of late: requests reject at once with
 * `SUBREQUEST_CIRCUIT_OPEN`, until enough of those that are let through succeed. The share counts, and not failures in a
 * row, so that the failing operation of one caller does not close the subgraph to all others.
 */
export function createCircuitBreaker(
  send: SendFetch,
  { counters, now, circuitOf, onChange }: CircuitBreakerOptions,
): SendFetch {
  const circuits = new Map<string, Circuit>();

  function createCircuit(subgraph: string): Circuit {
    const options = circuitOf(subgraph);
    const tell = (isOpen: boolean) => onChange({ subgraph, isOpen });
    const circuit = { state: closed, window: createRequestWindow(options.windowMs), options, tell };
    tell(false);
    circuits.set(subgraph, circuit);
    return circuit;
  }

  return (fetch, cancellation) => {
    const circuit = circuits.get(fetch.subgraph) ?? createCircuit(fetch.subgraph);
    const state = admit(circuit, now);
    if (state === undefined) {
      counters.fetchesRejected += 1;
      return Promise.reject(gatewayErrors.create('SUBREQUEST_CIRCUIT_OPEN'));
    }
    return send(fetch, cancellation).then(
      (response) => {
        record(circuit, state, response.status < 500 ? 'success' : 'failure', now());
        return response;
      },
      (error: unknown) => {
        record(circuit, state, judge(error, cancellation), now());
        throw error;
      },
    );
  };
}

function judge(error: unknown, cancellation: Cancellation): Outcome {
  // A client that went away says nothing about the subgraph; a timeout does.
  if (cancellation.isCancelled) return hasTimedOut(cancellation) ? 'failure' : 'unknown';
  // A subgraph whose answer is refused for its size or its form is there.
  return error instanceof ServiceError ? 'success' : 'failure';
}

/** Says in which state a request goes out; undefined when it may not. */
function admit(circuit: Circuit, now: () => number): State | undefined {
  const { state } = circuit;
  if (state.phase === 'closed') return state;
  if (state.phase === 'probing') {
    if (state.sent === circuit.options.probes) return undefined;
    state.sent += 1;
    return state;
  }
  if (now() < state.untilMs) return undefined;
  circuit.state = { phase: 'probing', sent: 1, successes: 0, failures: 0 };
  return circuit.state;
}

/** Takes the outcome of a request that went out in the given state; one of an earlier state decides nothing any more. */
function record(circuit: Circuit, sentIn: State, outcome: Outcome, nowMs: number): void {
  if (circuit.state !== sentIn) return;
  const { window, options } = circuit;
  if (sentIn.phase === 'closed') {
    if (outcome === 'unknown') return;
    window.add(outcome === 'failure', nowMs);
    const { requests, failures } = window;
    if (requests >= options.minRequests && failures >= options.failureShare * requests) open(circuit, nowMs);
  } else if (sentIn.phase === 'probing') {
    if (outcome === 'unknown') sentIn.sent -= 1;
    else if (outcome === 'success') sentIn.successes += 1;
    else sentIn.failures += 1;
    const { failures, successes } = sentIn;
    const tooMany = options.failureShare * options.probes;
    if (failures >= tooMany) open(circuit, nowMs);
    else if (options.probes - successes < tooMany) {
      window.clear();
      circuit.state = closed;
      circuit.tell(false);
    }
  }
}

function open(circuit: Circuit, nowMs: number): void {
  circuit.state = { phase: 'open', untilMs: nowMs + circuit.options.openMs };
  circuit.tell(true);
}
