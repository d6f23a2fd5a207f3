import type { Client } from 'graphql-ws';

/** How often an idle socket is asked whether it still is one, in milliseconds: networks drop them without a word. */
export const keepAliveMs = 15_000;

/** How long an answer may take; then the socket is as good as closed. */
const answerWithinMs = 10_000;

/** Ends a socket that is asked (`keepAlive`) and does not answer: its client connects anew then. */
export function noticeSilence(socket: Client): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  socket.on('ping', (isReceived) => {
    if (isReceived) return;
    stop();
    timer = setTimeout(() => socket.terminate(), answerWithinMs);
  });
  socket.on('pong', (isReceived) => isReceived && stop());
  socket.on('closed', stop);
}
