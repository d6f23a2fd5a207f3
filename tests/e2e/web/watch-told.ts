import type { BrowserContext } from 'playwright-core';

/** What pages of a context told the gateway of themselves, as it was sent. */
export function watchTold(context: BrowserContext): readonly string[] {
  const told: string[] = [];
  context.on('request', (request) => {
    if (request.url().endsWith('/telemetry')) told.push(request.postData() ?? request.method());
  });
  return told;
}
