import type { BrowserContext, WebSocketRoute } from 'playwright-core';

/** The WebSockets of a browser's pages, which a test can cut and keep from coming back. */
export interface Sockets {
  cut(): Promise<void>;
  restore(): void;
  /** Those that are open say and hear nothing any more, and are not closed: as networks lose them. */
  silence(): void;
  /** Resolves with the code with which the server closes the next one. */
  closedByServer(): Promise<number | undefined>;
}

/** A code that no server of ours sends. */
const cutCode = 4499;

export async function interceptSockets(context: BrowserContext): Promise<Sockets> {
  const open = new Map<WebSocketRoute, WebSocketRoute>();
  let isCut = false;
  let closing = Promise.withResolvers<number | undefined>();
  await context.routeWebSocket(/\/graphql$/, async (page) => {
    if (isCut) {
      await page.close({ code: cutCode });
      return;
    }
    const server = page.connectToServer();
    open.set(page, server);
    server.onClose(async (code, reason) => {
      open.delete(page);
      closing.resolve(code);
      closing = Promise.withResolvers();
      await page.close({ ...(code !== undefined && { code }), ...(reason && { reason }) });
    });
  });
  return {
    async cut() {
      isCut = true;
      for (const page of open.keys()) await page.close({ code: cutCode });
      open.clear();
    },
    restore() {
      isCut = false;
    },
    silence() {
      for (const ends of open) for (const end of ends) end.onMessage(() => undefined);
      open.clear();
    },
    closedByServer: () => closing.promise,
  };
}
