import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** One invocation of a function of the fixture app. */
export interface Report {
  readonly functionName: string;
  /** The host that ran it. */
  readonly instance: string;
  readonly ids: readonly string[];
  readonly retry: { readonly retryCount: number; readonly exception?: { readonly message: string } } | null;
}

/** Tells the reason why an invocation is to fail, if it is; the invocation waits for the answer. */
export type FailureScript = (report: Report) => string | undefined | Promise<string | undefined>;

/** Takes the fixture app's reports. */
export async function startReportServer(fails: FailureScript = () => undefined) {
  const emitter = new EventEmitter();
  const reports = on(emitter, 'report');
  const server = createServer(async (request, response) => {
    const report = (await json(request)) as Report;
    emitter.emit('report', report);
    const reason = await fails(report);
    response.writeHead(reason ? 500 : 200).end(reason);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The next `count` reports of a function, in order. */
    async take(functionName: string, count: number): Promise<Report[]> {
      const taken: Report[] = [];
      while (taken.length < count) {
        const { value: [report] = [] } = (await reports.next()) as { value?: [Report] };
        if (!report) throw new Error('The report server was stopped.');
        if (report.functionName === functionName) taken.push(report);
      }
      return taken;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
