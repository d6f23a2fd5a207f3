import type {
  GraphQLRequestExecutionListener,
  GraphQLRequestListener,
  GraphQLResponse,
} from '@apollo/server';
import type { GraphQLError } from 'graphql';
import { toPublicError } from '../errors/public-error.ts';
import type { OperationContext } from '../operation-context.ts';
import type { RequestContext } from './create-request-context.ts';
import type { Plugins } from './start-plugins.ts';

type Listener = GraphQLRequestListener<OperationContext>;
type EndHook<Failure> = (failure?: Failure) => Promise<void>;

/** Called when a phase is over, with what went wrong in it. */
export type EndPhase<Failure> = (failure?: Failure) => void;

/**
 * What the plugins listen to in one request, in the order and with the arguments that Apollo Server calls them with
 * (https://www.apollographql.com/docs/apollo-server/integrations/plugins-event-reference).
 */
export interface Listeners {
  readonly context: RequestContext;
  didResolveSource(): Promise<void>;
  startParsing(): Promise<EndPhase<Error>>;
  startValidation(): Promise<EndPhase<readonly Error[]>>;
  didResolveOperation(): Promise<void>;
  /** The answer of the first plugin that has one. */
  answerInstead(): Promise<GraphQLResponse | undefined>;
  startExecution(): Promise<(failure?: Error) => Promise<void>>;
  didEncounterErrors(errors: readonly GraphQLError[]): Promise<void>;
  didEncounterSubsequentErrors(errors: readonly GraphQLError[]): Promise<void>;
  willSendResponse(): Promise<void>;
  willSendSubsequentPayload(payload: object): Promise<void>;
}

/** Tells the plugins that a request has begun, and who of them listens. */
export async function openListeners(plugins: Plugins['list'], context: RequestContext): Promise<Listeners> {
  const begun = await Promise.all(plugins.map((plugin) => plugin.requestDidStart?.(context))).catch(
    rethrowPublic,
  );
  context.metrics.persistedQueryHit = false;
  context.metrics.persistedQueryRegister = false;
  const listeners = begun.filter((listener): listener is Listener => listener !== undefined);
  const tell = async (hook: (listener: Listener) => Promise<void> | undefined) => {
    await Promise.all(listeners.map(hook)).catch(rethrowPublic);
  };
  // Apollo Server's types say at each hook which members are set by then.
  const at = context as never;
  return {
    context,
    didResolveSource: () => tell((listener) => listener.didResolveSource?.(at)),
    startParsing: () => startPhase(listeners, (listener) => listener.parsingDidStart?.(at)),
    startValidation: () => startPhase(listeners, (listener) => listener.validationDidStart?.(at)),
    didResolveOperation: () => tell((listener) => listener.didResolveOperation?.(at)),
    async answerInstead() {
      for (const listener of listeners) {
        const response = await listener.responseForOperation?.(at)?.catch(rethrowPublic);
        if (response) return response;
      }
      return undefined;
    },
    async startExecution() {
      const started = await Promise.all(listeners.map((listener) => listener.executionDidStart?.(at))).catch(
        rethrowPublic,
      );
      const running = started.filter(isExecutionListener).reverse();
      return async (failure) => {
        const ended = failure
          ? running.map((listener) => listener.executionDidEnd?.(failure))
          : running.map((listener) => listener.executionDidEnd?.());
        await Promise.all(ended);
      };
    },
    didEncounterErrors(errors) {
      context.errors = errors;
      return tell((listener) => listener.didEncounterErrors?.(at));
    },
    didEncounterSubsequentErrors: (errors) =>
      tell((listener) => listener.didEncounterSubsequentErrors?.(at, errors)),
    willSendResponse: () => tell((listener) => listener.willSendResponse?.(at)),
    willSendSubsequentPayload: (payload) =>
      tell((listener) => listener.willSendSubsequentPayload?.(at, payload as never)),
  };
}

function rethrowPublic(thrown: unknown): never {
  throw toPublicError(thrown);
}

/** The hooks for its end are called in reverse order, and nobody waits for them. */
async function startPhase<Failure>(
  listeners: readonly Listener[],
  start: (listener: Listener) => Promise<unknown> | undefined,
): Promise<EndPhase<Failure>> {
  const started = await Promise.all(listeners.map(start));
  const hooks = started.filter((hook): hook is EndHook<Failure> => typeof hook === 'function').reverse();
  return (failure) => {
    for (const hook of hooks) void (failure ? hook(failure) : hook());
  };
}

function isExecutionListener(
  listener: unknown,
): listener is GraphQLRequestExecutionListener<OperationContext> {
  return typeof listener === 'object';
}
