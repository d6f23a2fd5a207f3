import type { ProcessChannel } from '../../ports/process-channel.ts';
import type { FromProcess, ToProcess } from './process-messages.ts';

/** Opens the channel of a process that was forked to serve with others. */
export function openProcessChannel(): ProcessChannel {
  // It may have lost the one that forked it, and ends then.
  const tell = (message: FromProcess) => void process.send?.(message, () => undefined);
  return {
    publishInvalid: (tags) => tell({ kind: 'invalid', tags }),
    onInvalid(hear) {
      const listener = (message: ToProcess) => {
        if (message.kind === 'invalid') hear(message.tags);
      };
      process.on('message', listener);
      return { [Symbol.dispose]: () => void process.removeListener('message', listener) };
    },
    onCallback(take) {
      process.on('message', (message: ToProcess) => {
        if (message.kind !== 'callback') return;
        const { ask, text } = message;
        tell({ kind: 'callback', ask, isTaken: take(text) });
      });
    },
    tellMetrics(read) {
      process.on('message', ({ kind }: ToProcess) => {
        if (kind === 'metrics')
          read().then(
            (text) => tell({ kind: 'metrics', text }),
            () => undefined,
          );
      });
    },
  };
}

/**
 * Calls back once when such a process is to stop: told so by the one that forked it, or by a signal. A signal for the whole
 * group of processes comes both ways.
 */
export function listenForStop(stop: (reason: string) => void): void {
  let isTold = false;
  const tell = (reason: string) => {
    if (!isTold) stop(reason);
    isTold = true;
  };
  process.on('message', ({ kind }: ToProcess) => {
    if (kind === 'stop') tell('told to');
  });
  process.on('SIGTERM', tell);
  process.on('SIGINT', tell);
}
