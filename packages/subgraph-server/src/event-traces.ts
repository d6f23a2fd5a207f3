import { readTraceParent } from '@headgate/telemetry/trace-parent.ts';

/** By the context of a subscription, whose events are resolved one after the other. */
const traceParents = new WeakMap<object, string>();

/** Has the event that is being resolved tell who subscribed which trace runs now, so that it goes on there. */
export function tellEventTrace(context: object): void {
  const traceParent = readTraceParent();
  if (traceParent !== undefined) traceParents.set(context, traceParent);
}

/** What an event tells beside its data; nothing where it belongs to no trace. */
export function takeEventTrace(context: unknown): { readonly traceparent: string } | undefined {
  if (typeof context !== 'object' || context === null) return undefined;
  const traceparent = traceParents.get(context);
  traceParents.delete(context);
  return traceparent === undefined ? undefined : { traceparent };
}
