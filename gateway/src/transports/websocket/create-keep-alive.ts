import type { WebSocket } from 'ws';

/** Finds out which sockets are dead. */
export interface KeepAlive {
  enter(socket: WebSocket): void;
  /** To be called when a socket has been closed. */
  leave(socket: WebSocket): void;
}

/** How many groups of sockets are pinged one after the other, so that the pings are spread. */
const groupCount = 16;

/**
 * Pings each socket every `intervalMs`, and cuts off those that have not answered the last ping. One timer serves all
 * sockets: ten thousand of their own would be as much work as the pings.
 */
export function createKeepAlive(intervalMs: number): KeepAlive {
  const groups = Array.from({ length: groupCount }, () => new Set<WebSocket>());
  const silent = new Set<WebSocket>();
  let current = 0;
  let sockets = 0;
  let timer: NodeJS.Timeout | undefined;

  function hear(this: WebSocket): void {
    silent.delete(this);
  }

  function pingNextGroup(): void {
    current = (current + 1) % groupCount;
    for (const socket of groups[current] ?? []) {
      if (silent.has(socket)) {
        socket.terminate();
      } else {
        silent.add(socket);
        socket.ping();
      }
    }
  }

  return {
    enter(socket) {
      // The turn of this group comes last.
      groups[current]?.add(socket);
      socket.on('pong', hear);
      sockets += 1;
      timer ??= setInterval(pingNextGroup, intervalMs / groupCount);
    },
    leave(socket) {
      silent.delete(socket);
      if (!groups.some((group) => group.delete(socket))) return;
      sockets -= 1;
      if (sockets > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}
