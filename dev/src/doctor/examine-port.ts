import { connect } from 'node:net';
import type { PartName } from '../stack/ports.ts';
import type { Finding } from './finding.ts';

/** Whether something listens, for what speaks no HTTP. */
export async function examinePort(part: PartName, port: number): Promise<Finding> {
  const started = performance.now();
  const socket = connect(port, '127.0.0.1');
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    socket.once('connect', () => resolve(undefined));
    socket.once('error', resolve);
  });
  socket.destroy();
  return error
    ? { part, condition: 'down', answeredInMs: undefined, detail: error.code ?? error.message }
    : { part, condition: 'up', answeredInMs: performance.now() - started, detail: '' };
}
