import { Connection, type ConnectionOwner } from './connection.ts';
import type { Exchange } from './exchange.ts';
import type { Place } from './read-place.ts';
import type { SweptPool } from './swept-pools.ts';

export interface ConnectionPoolOptions {
  readonly place: Pick<Place, 'target' | 'isSecure'>;
  readonly maxConnections: number;
  readonly onConnect: () => void;
}

/** How long a connection may take to be made, in milliseconds. */
const connectMs = 10_000;

/** Connections to one server. */
export class ConnectionPool implements ConnectionOwner, SweptPool {
  tlsSession: Buffer | undefined;
  readonly #place: ConnectionPoolOptions['place'];
  readonly #maxConnections: number;
  readonly onConnect: () => void;
  readonly #all = new Set<Connection>();
  /** The one used last is used next: the others get to be closed. */
  readonly #idle: Connection[] = [];
  readonly #waiting = new Set<Exchange>();
  #isClosed = false;

  constructor({ place, maxConnections, onConnect }: ConnectionPoolOptions) {
    this.#place = place;
    this.#maxConnections = maxConnections;
    this.onConnect = onConnect;
  }

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  send(exchange: Exchange): void {
    const connection = this.#takeIdle();
    if (connection) connection.send(exchange);
    else if (this.#all.size < this.#maxConnections) this.#open().send(exchange);
    else {
      this.#waiting.add(exchange);
      exchange.onGone = () => void this.#waiting.delete(exchange);
    }
  }

  repeat(exchange: Exchange): void {
    // What has become of one may have become of all that are idle: only a new one is sure.
    this.#open().send(exchange);
  }

  onFree(connection: Connection): void {
    if (connection.idleMs === 0 || this.#isClosed) {
      connection.destroy();
      return;
    }
    connection.reuse();
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      connection.send(next);
    } else {
      connection.deadlineMs = performance.now() + connection.idleMs;
      this.#idle.push(connection);
    }
  }

  onEnd(connection: Connection): void {
    this.#all.delete(connection);
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
    const [next] = this.#waiting;
    if (next && this.#all.size < this.#maxConnections) {
      this.#waiting.delete(next);
      this.#open().send(next);
    }
  }

  /** Closes what has been idle, or has been about to connect, for too long. */
  sweep(): void {
    const nowMs = performance.now();
    for (const connection of this.#idle) if (connection.deadlineMs <= nowMs) connection.destroy();
    for (const connection of this.#all)
      if (connection.isConnecting && connection.deadlineMs <= nowMs) connection.destroy();
  }

  /** Lets answers come that are under way, and keeps no connection. */
  close(): void {
    this.#isClosed = true;
    for (const connection of this.#idle) connection.destroy();
  }

  #takeIdle(): Connection | undefined {
    const nowMs = performance.now();
    for (let latest = this.#idle.pop(); latest; latest = this.#idle.pop()) {
      if (latest.idleMs > 0 && latest.deadlineMs > nowMs) return latest;
      latest.destroy();
    }
    return undefined;
  }

  #open(): Connection {
    const connection = new Connection(this.#place, this, performance.now() + connectMs);
    this.#all.add(connection);
    return connection;
  }
}
