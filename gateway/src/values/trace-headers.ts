/** Headers that say to which trace a request belongs, and change nothing of its answer (https://www.w3.org/TR/trace-context/). */
export const traceContextHeaders: readonly string[] = ['traceparent', 'tracestate'];

/** Headers of one request's trace: what travels along with it too (https://www.w3.org/TR/baggage/). */
export const traceHeaders: readonly string[] = [...traceContextHeaders, 'baggage'];
