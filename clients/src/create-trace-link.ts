import { ApolloLink } from '@apollo/client';

/**
 * Begins a trace with each operation, so that all that comes of a tap, up to the alert on another screen, is seen as one
 * (https://www.w3.org/TR/trace-context/#traceparent-header). How many traces are kept is for the gateway to decide.
 */
export function createTraceLink(): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const traceparent = `00-${createId(16)}-${createId(8)}-01`;
    operation.setContext(({ headers = {} }: { readonly headers?: object }) => ({
      headers: { ...headers, traceparent },
    }));
    return forward(operation);
  });
}

/** In hexadecimal. Not `crypto`: that of React Native has none of it, and nothing depends on whether it can be guessed. */
function createId(bytes: number): string {
  return Array.from({ length: bytes }, () =>
    (1 + Math.floor(Math.random() * 255)).toString(16).padStart(2, '0'),
  ).join('');
}
