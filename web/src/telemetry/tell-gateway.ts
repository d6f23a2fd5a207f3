import { createSender } from '@headgate/clients/telemetry/create-sender.ts';
import { ownHeaders } from '../session/session.ts';
import { recorder } from './recorder.ts';

/** Tells the gateway what happens in this page, the rest of it when the page is left. */
export function tellGateway(): void {
  recorder.span({ ...recorder.root, ...measureLoad(), name: 'page load', asks: false, hasFailed: false });
  const { flush } = createSender({
    recorder,
    url: '/telemetry',
    client: { name: 'web', version: '0.0.0' },
    headers: () => ownHeaders,
  });
  addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
}

function measureLoad() {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const tookMs = navigation?.loadEventEnd || performance.now();
  // The clock may have been set since.
  const startMs = Date.now() - performance.now();
  return { startMs, endMs: startMs + tookMs, attributes: {} };
}
