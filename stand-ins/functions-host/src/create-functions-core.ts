import type {
  FunctionCallback,
  FunctionMetadata,
  FunctionsCore,
  HookCallback,
  ProgrammingModel,
} from './functions-core.ts';
import type { HostLog } from './host-log.ts';

export interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

/** What an app has told the worker about itself. */
export interface FunctionApp {
  /** Name → function. */
  readonly functions: ReadonlyMap<string, RegisteredFunction>;
  /** @throws when the app has not loaded `@azure/functions`. */
  model(): ProgrammingModel;
  /** What all hooks of the app share. */
  readonly appHookData: object;
  /** Runs the hooks of that name one after the other. */
  runHooks(name: string, context: object): Promise<void>;
  readonly log: HostLog;
}

/** Makes the worker's side of the programming model: the module that apps talk to, and what they said to it. */
export function createFunctionsCore(log: HostLog): { core: FunctionsCore; app: FunctionApp } {
  const functions = new Map<string, RegisteredFunction>();
  const hooks = new Map<string, Set<HookCallback>>();
  let model: ProgrammingModel | undefined;
  const core: FunctionsCore = {
    version: '3.12.0',
    hostVersion: '4.1037.0',
    Disposable: class {
      readonly dispose: () => void;
      constructor(dispose: () => void) {
        this.dispose = dispose;
      }
    },
    setProgrammingModel: (given) => {
      model = given;
    },
    getProgrammingModel: () => model,
    registerFunction(metadata, callback) {
      const { name } = metadata;
      if (functions.has(name)) {
        throw new Error(`A function with name "${name}" has already been registered.`);
      }
      functions.set(name, { metadata, callback });
      return { dispose: () => functions.delete(name) };
    },
    registerHook(name, callback) {
      const callbacks = hooks.get(name) ?? new Set();
      hooks.set(name, callbacks.add(callback));
      return { dispose: () => callbacks.delete(callback) };
    },
    log,
  };
  const app: FunctionApp = {
    functions,
    appHookData: {},
    model() {
      if (!model) throw new Error('The app has not registered any function through @azure/functions.');
      return model;
    },
    async runHooks(name, context) {
      for (const callback of hooks.get(name) ?? []) await callback(context);
    },
    log,
  };
  return { core, app };
}
