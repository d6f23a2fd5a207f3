import { join } from 'node:path';
import type { Ports } from './ports.ts';
import type { OwnServices, ProcessPart, StackOptions, StackPart } from './stack.ts';
import { type SupervisedProcess, superviseProcess } from './supervise-process.ts';

/** What starts parts. */
export interface StackContext {
  readonly options: StackOptions;
  readonly services: OwnServices;
  /** Everything that runs, the last started first. */
  readonly parts: AsyncDisposableStack;
  readonly processes: Partial<Record<ProcessPart, SupervisedProcess>>;
  readonly url: (part: keyof Ports, path?: string) => string;
  readonly startProcess: (
    part: ProcessPart,
    entry: string,
    env: Record<string, string | undefined>,
    readyPath: string,
  ) => Promise<void>;
  /** Starts a part and hands on what others need of it. */
  readonly provide: <Value>(
    part: StackPart,
    start: () => Promise<readonly [string, Value]>,
  ) => Promise<Value>;
}

export function createStackContext(options: StackOptions): StackContext {
  const { ports, services = {}, track } = options;
  const parts = new AsyncDisposableStack();
  const processes: Partial<Record<ProcessPart, SupervisedProcess>> = {};
  const url = (part: keyof Ports, path = '') => `http://127.0.0.1:${ports[part]}${path}`;

  const startProcess = (
    part: ProcessPart,
    entry: string,
    env: Record<string, string | undefined>,
    readyPath: string,
  ) =>
    track(part, async () => {
      const logFile = join(options.directory, 'logs', `${part}.log`);
      const readyUrl = url(part, readyPath);
      const own = { HOST: '127.0.0.1', PORT: String(ports[part]), ...options.telemetry, ...env };
      const supervised = await superviseProcess({
        name: part,
        entry,
        env: own,
        logFile,
        readyUrl,
        say: options.say,
      });
      processes[part] = parts.use(supervised);
      return url(part);
    });
  /** Starts a part and hands on what others need of it. */
  const provide = async <Value>(
    part: StackPart,
    start: () => Promise<readonly [string, Value]>,
  ): Promise<Value> => {
    const { promise, resolve } = Promise.withResolvers<Value>();
    await track(part, async () => {
      const [place, value] = await start();
      resolve(value);
      return place;
    });
    return promise;
  };
  return { options, services, parts, processes, url, startProcess, provide };
}
