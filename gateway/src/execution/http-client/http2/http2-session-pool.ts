import { openSocket } from '../open-socket.ts';
import type { Place } from '../read-place.ts';
import type { SweptPool } from '../swept-pools.ts';
import type { Http2Exchange } from './http2-exchange.ts';
import { Http2Session, type SessionOwner } from './http2-session.ts';

export interface Http2SessionPoolOptions {
  readonly place: Place;
  /** Whether the server is asked over HTTP/1.1 where it chooses that. */
  readonly allowsHttp1: boolean;
  readonly maxSessions: number;
  /** Whether sessions are kept for the next request. */
  readonly keepAlive: boolean;
  readonly onConnect: () => void;
}

/** How long a server that chose HTTP/1.1 is not asked again, in milliseconds. */
const http1Ms = 600_000;

/** Sessions with one server: one, until it takes no more requests at a time. */
export class Http2SessionPool implements SessionOwner, SweptPool {
  readonly #options: Http2SessionPoolOptions;
  readonly #sessions = new Set<Http2Session>();
  readonly #waiting = new Set<Http2Exchange>();
  /** One at a time: how many requests it takes shows when it is there. */
  #isOpening = false;
  #isClosed: boolean;
  #speaksHttp1UntilMs = 0;

  constructor(options: Http2SessionPoolOptions) {
    this.#options = options;
    this.#isClosed = !options.keepAlive;
  }

  get isEmpty(): boolean {
    return this.#sessions.size === 0 && !this.#isOpening && !this.#speaksHttp1;
  }

  get #speaksHttp1(): boolean {
    return performance.now() < this.#speaksHttp1UntilMs;
  }

  send(exchange: Http2Exchange): void {
    if (this.#speaksHttp1) {
      exchange.handOver(exchange.message.sendOtherwise);
      return;
    }
    this.#waiting.add(exchange);
    exchange.onGone = () => void this.#waiting.delete(exchange);
    this.onRoom();
  }

  repeat(exchange: Http2Exchange): void {
    this.send(exchange);
  }

  onRoom(): void {
    for (const exchange of this.#waiting) {
      const session = this.#findRoom();
      if (!session) break;
      this.#waiting.delete(exchange);
      session.send(exchange);
    }
    if (this.#waiting.size > 0) this.#openAnother();
    else if (this.#isClosed) this.close();
  }

  onEnd(session: Http2Session): void {
    this.#sessions.delete(session);
    this.onRoom();
  }

  sweep(): void {
    for (const session of this.#sessions) session.sweep();
  }

  /** Lets answers come that are under way, and keeps no connection. */
  close(): void {
    this.#isClosed = true;
    if (this.#waiting.size > 0) return;
    for (const session of this.#sessions) session.close();
  }

  #findRoom(): Http2Session | undefined {
    for (const session of this.#sessions) if (session.hasRoom) return session;
    return undefined;
  }

  #openAnother(): void {
    if (this.#isOpening || this.#sessions.size >= this.#options.maxSessions) return;
    // How many it takes shows soon; and one that takes none will not be kinder to another connection.
    for (const session of this.#sessions) if (!session.isWilling) return;
    this.#isOpening = true;
    void this.#open().then(() => {
      this.#isOpening = false;
      this.onRoom();
    });
  }

  async #open(): Promise<void> {
    const { place, allowsHttp1, onConnect } = this.#options;
    try {
      const { socket, protocol = 'h2' } = await openSocket(place, allowsHttp1 ? ['h2', 'http/1.1'] : ['h2']);
      onConnect();
      if (protocol === 'h2') {
        this.#sessions.add(
          new Http2Session(`${place.isSecure ? 'https' : 'http'}://${place.authority}`, socket, this),
        );
        return;
      }
      socket.destroy();
      if (!allowsHttp1) throw new Error('The server does not speak HTTP/2.');
      this.#speaksHttp1UntilMs = performance.now() + http1Ms;
      this.#empty((exchange) => exchange.handOver(exchange.message.sendOtherwise));
    } catch (error) {
      this.#empty((exchange) => exchange.fail(error));
    }
  }

  #empty(dealWith: (exchange: Http2Exchange) => void): void {
    const all = [...this.#waiting];
    this.#waiting.clear();
    all.forEach(dealWith);
  }
}
