/** A network that can be away, and tells what was sent over it. */
export function createNetwork() {
  const open = new Set<WebSocket>();
  const bodies: string[] = [];
  let isAway = false;

  const ownFetch: typeof fetch = async (address, init) => {
    if (isAway) throw new TypeError('Network request failed');
    if (typeof init?.body === 'string') bodies.push(init.body);
    // Node knows no signal of another realm.
    return nodeFetch(address, { ...init, signal: null });
  };

  class OwnWebSocket extends NodeWebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(isAway ? 'ws://127.0.0.1:9/' : address, protocols);
      open.add(this);
      this.addEventListener('close', () => open.delete(this));
    }
    override send(data: string): void {
      bodies.push(data);
      super.send(data);
    }
  }

  return {
    ownFetch,
    webSocketImpl: OwnWebSocket,
    /** What was sent to the gateway and the issuer, as it was written. */
    bodies: bodies as readonly string[],
    goAway(): void {
      isAway = true;
      for (const socket of open) socket.close();
    },
    comeBack(): void {
      isAway = false;
    },
  };
}
