import { once } from 'node:events';
import { WebSocket } from 'ws';

/** The heap of another Node.js process. */
export interface HeapInspector extends AsyncDisposable {
  /** Bytes in use after everything that nobody holds has been collected. */
  usedBytes(): Promise<number>;
}

/** Collections in a row: finalizers and weak references let go of things only after one. */
const collections = 3;

/**
 * Inspects a process that was started with `--inspect=127.0.0.1:<port>`
 * (https://chromedevtools.github.io/devtools-protocol/v8/HeapProfiler/).
 */
export async function inspectHeap(port: number): Promise<HeapInspector> {
  const list = await fetch(`http://127.0.0.1:${port}/json/list`);
  const [target] = (await list.json()) as readonly { readonly webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await once(socket, 'open');
  let lastId = 0;

  async function call(method: string): Promise<unknown> {
    lastId += 1;
    const id = lastId;
    socket.send(JSON.stringify({ id, method }));
    for (;;) {
      const [data] = await once(socket, 'message');
      const answer = JSON.parse(String(data)) as { readonly id?: number; readonly result?: unknown };
      if (answer.id === id) return answer.result;
    }
  }

  return {
    async usedBytes() {
      for (let round = 0; round < collections; round += 1) await call('HeapProfiler.collectGarbage');
      return ((await call('Runtime.getHeapUsage')) as { readonly usedSize: number }).usedSize;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
