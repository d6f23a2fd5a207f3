import { randomBytes, randomUUID } from 'node:crypto';
import type { FunctionApp } from './create-functions-core.ts';
import { findTrigger } from './find-trigger.ts';
import type { CoreInvocationContext, RetryContext, TypedData } from './functions-core.ts';

export interface InvocationOptions {
  readonly retryContext?: RetryContext;
  readonly triggerMetadata?: Readonly<Record<string, TypedData>>;
  /** W3C trace context of what gave rise to the invocation. Default: a new trace. */
  readonly traceParent?: string;
}

/**
 * Invokes a function once, with its hooks around it, and answers its return value.
 * @throws what the function throws.
 */
export async function invokeFunction(
  app: FunctionApp,
  name: string,
  input: TypedData,
  options: InvocationOptions = {},
): Promise<TypedData | null | undefined> {
  const registered = app.functions.get(name);
  if (!registered) throw new Error(`There is no function "${name}".`);
  const { metadata, callback } = registered;
  const { retryContext, triggerMetadata, traceParent = createTraceParent() } = options;
  const invocationId = randomUUID();
  const context: CoreInvocationContext = {
    invocationId,
    metadata,
    state: undefined,
    request: {
      invocationId,
      functionId: name,
      inputData: [{ name: findTrigger(metadata).bindingName, data: input }],
      traceContext: { traceParent, traceState: '' },
      ...(retryContext && { retryContext }),
      ...(triggerMetadata && { triggerMetadata }),
    },
    log: (level, category, message) => app.log(level, `Function.${name}.${category}`, message),
  };
  const model = app.model().getInvocationModel(context);
  const { context: invocationContext, inputs } = await model.getArguments();
  const shared = { hookData: {}, appHookData: app.appHookData, invocationContext };
  const before = { ...shared, functionCallback: callback, inputs };
  context.state = 'preInvocationHooks';
  await app.runHooks('preInvocation', before);
  context.state = 'invocation';
  const after = {
    ...shared,
    inputs: before.inputs,
    result: undefined as unknown,
    error: undefined as unknown,
  };
  try {
    after.result = await model.invokeFunction(invocationContext, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }
  context.state = 'postInvocationHooks';
  await app.runHooks('postInvocation', after);
  context.state = undefined;
  if (after.error) throw after.error;
  return (await model.getResponse(invocationContext, after.result)).returnValue;
}

/** https://www.w3.org/TR/trace-context/#traceparent-header */
function createTraceParent(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}
