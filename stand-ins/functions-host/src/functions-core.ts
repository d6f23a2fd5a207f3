/**
 * What the Functions worker offers to `@azure/functions` as the module `@azure/functions-core`, as far as this host
 * needs it: https://github.com/Azure/azure-functions-nodejs-worker/blob/v3.x/types-core/index.d.ts
 */
export interface FunctionsCore {
  readonly version: string;
  readonly hostVersion: string;
  readonly Disposable: new (dispose: () => void) => { dispose(): void };
  setProgrammingModel(model: ProgrammingModel): void;
  getProgrammingModel(): ProgrammingModel | undefined;
  registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): { dispose(): void };
  registerHook(name: string, callback: HookCallback): { dispose(): void };
  log(level: string, category: string, message: string): void;
}

export type FunctionCallback = (...inputs: unknown[]) => unknown;
export type HookCallback = (context: object) => unknown;

export interface FunctionMetadata {
  readonly name: string;
  /** Binding name → binding; exactly one is a trigger. */
  readonly bindings: Readonly<Record<string, FunctionBinding>>;
  readonly retryOptions?: RetryOptions;
}

export interface FunctionBinding {
  /** E.g. `cosmosDBTrigger`, `httpTrigger`, `http`. */
  readonly type: string;
  readonly direction: string;
  readonly [setting: string]: unknown;
}

/** A function's retry policy: https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages */
export interface RetryOptions {
  readonly retryStrategy: 'exponentialBackoff' | 'fixedDelay';
  /** -1: without end. */
  readonly maxRetryCount: number;
  readonly delayInterval?: Duration;
  readonly minimumInterval?: Duration;
  readonly maximumInterval?: Duration;
}

/** The programming model rounds durations to whole seconds. */
export interface Duration {
  readonly seconds?: number;
}

export interface RetryContext {
  /** Retries so far: 0 at the first try. */
  readonly retryCount: number;
  readonly maxRetryCount: number;
  readonly exception?: { readonly message: string; readonly source: string; readonly stackTrace: string };
}

/** One value on its way to or from a function. */
export interface TypedData {
  readonly json?: string;
  readonly string?: string;
  readonly bytes?: Uint8Array;
  readonly http?: HttpData;
}

/** A request on the way in, a response on the way out. */
export interface HttpData {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: TypedData | null;
  readonly statusCode?: string;
}

export interface InvocationRequest {
  readonly invocationId: string;
  readonly functionId: string;
  readonly inputData: readonly { readonly name: string; readonly data: TypedData }[];
  readonly retryContext?: RetryContext;
  readonly triggerMetadata?: Readonly<Record<string, TypedData>>;
  readonly traceContext: { readonly traceParent: string; readonly traceState: string };
}

/** Where an invocation stands; the programming model reads `state` when a function logs. */
export interface CoreInvocationContext {
  readonly invocationId: string;
  readonly request: InvocationRequest;
  readonly metadata: FunctionMetadata;
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks' | undefined;
  log(level: string, category: string, message: string): void;
}

/** The object that `@azure/functions` hands to the worker. */
export interface ProgrammingModel {
  readonly name: string;
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>>;
  getInvocationModel(context: CoreInvocationContext): InvocationModel;
}

export interface InvocationModel {
  getArguments(): Promise<{ context: object; inputs: unknown[] }>;
  invokeFunction(context: object, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: object, result: unknown): Promise<{ returnValue?: TypedData | null }>;
}
