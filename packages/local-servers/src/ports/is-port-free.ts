import { createServer } from 'node:net';

/** Whether a server can listen on a TCP port of loopback now. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error),
  );
  server.listen(port, host, () => server.close(() => resolve(true)));
  return promise;
}
