import { ApolloLink } from '@apollo/client';
import { ServerError } from '@apollo/client/errors';
import { finalize, tap } from 'rxjs';
import { createPlace, createSpanId } from './telemetry/create-ids.ts';
import type { Recorder } from './telemetry/create-recorder.ts';
import type { Taps } from './telemetry/create-taps.ts';

/**
 * Begins a trace with each operation, so that all that comes of a tap, up to the alert on another screen, is seen as one
 * (https://www.w3.org/TR/trace-context/#traceparent-header). How many traces are kept is for the gateway to decide.
 * @param recorder notes how long operations take and what becomes of them; default: nobody does
 * @param taps knows which tap leads to an operation, whose trace it then is; default: none does
 */
export function createTraceLink(
  recorder?: Pick<Recorder, 'span' | 'blame'>,
  taps?: Pick<Taps, 'join'>,
): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const joined = taps?.join();
    const place = joined ? { traceId: joined.traceId, spanId: createSpanId() } : createPlace();
    const traceparent = `00-${place.traceId}-${place.spanId}-01`;
    operation.setContext(({ headers = {} }: { readonly headers?: object }) => ({
      headers: { ...headers, traceparent },
    }));
    if (!recorder) return forward(operation);
    const { operationType, operationName = '' } = operation;
    const startMs = Date.now();
    let code: string | undefined;
    const end = (hasFailed: boolean) =>
      recorder.span({
        ...place,
        parentSpanId: joined?.spanId,
        name: operationName ? `${operationType} ${operationName}` : operationType,
        asks: true,
        startMs,
        endMs: Date.now(),
        hasFailed,
        attributes: {
          'graphql.operation.type': operationType,
          ...(operationName && { 'graphql.operation.name': operationName }),
          ...(code !== undefined && { 'error.type': code }),
        },
      });
    return forward(operation).pipe(
      tap({
        next({ errors = [] }) {
          code ??= errors.map(({ extensions }) => String(extensions?.['code'] ?? '_OTHER'))[0];
          recorder.blame(place, errors);
        },
        error(error: unknown) {
          code = ServerError.is(error) ? String(error.statusCode) : 'NETWORK';
          recorder.blame(place, [error]);
          end(true);
        },
        complete: () => end(code !== undefined),
      }),
      finalize(() => joined?.end()),
    );
  });
}
