import { type AttributeValue, SpanKind } from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { scrub } from './scrub.ts';

/** Takes secrets out of spans before they are sent: stands before those who send. */
export function scrubSpans(): SpanProcessor {
  return {
    onStart() {},
    onEnd(span) {
      if (span.kind === SpanKind.SERVER) cutQueries(span.attributes);
      scrubAll(span.attributes);
      for (const { attributes = {} } of span.events) scrubAll(attributes);
      if (span.status.message) span.status.message = scrub(span.status.message);
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

/** Operations that come by GET have the values of their variables in the address. */
function cutQueries(attributes: Record<string, AttributeValue | undefined>): void {
  delete attributes['url.query'];
  for (const name of ['url.full', 'http.url', 'http.target']) {
    const url = attributes[name];
    if (typeof url === 'string') attributes[name] = url.split('?')[0];
  }
}

function scrubAll(attributes: Record<string, AttributeValue | undefined>): void {
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value !== 'string') continue;
    const scrubbed = scrub(value);
    if (scrubbed !== value) attributes[name] = scrubbed;
  }
}
