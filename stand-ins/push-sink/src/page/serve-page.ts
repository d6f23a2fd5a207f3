import type { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import express, { type Express } from 'express';
import { z } from 'zod';
import type { Hub } from '../hub/create-hub.ts';
import { listDisplayed, type SinkDevice } from '../hub/hub-state.ts';
import type { Display } from '../hub/read-display.ts';
import type { Faults } from '../protocol/create-faults.ts';

export interface PageOptions {
  readonly hub: Hub;
  readonly faults: Faults;
  readonly changes: EventEmitter;
}

const page = readFileSync(new URL('./page.html', import.meta.url), 'utf8');

/** Notifications of a device on the page: older ones people do not scroll to. */
const maxShown = 50;

const faultSchema = z.object({
  operation: z.enum(['send', 'installations']),
  status: z.int().min(400).max(599),
  retryAfterSeconds: z.int().min(0).optional(),
  times: z.int().min(1).max(1_000).default(1),
});

/**
 * Serves what people look at: `/` shows a card for each device, live; `/devices` is the same as JSON, with the push log.
 * `POST /devices/{id}/uninstall` takes the app from a device, `POST /faults` lets requests fail, as in
 * `{"operation":"send","status":429,"retryAfterSeconds":2,"times":3}`.
 */
export function servePage(app: Express, { hub, faults, changes }: PageOptions): void {
  app.get('/', (_request, response) => {
    response.type('html').send(page);
  });
  app.get('/health', (_request, response) => {
    response.json({ status: 'running' });
  });
  app.get('/devices', (_request, response) => {
    response.json({ devices: hub.devices.map((device) => ({ ...describe(device), log: device.log })) });
  });
  app.get('/events', (request, response) => {
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    let isDue = false;
    const write = () => {
      isDue = false;
      const devices = hub.devices.map(describe).map(({ displayed, ...device }) => ({
        ...device,
        displayed: displayed.slice(0, maxShown).map((each) => ({ ...each, severity: readSeverity(each) })),
      }));
      response.write(`data: ${JSON.stringify(devices)}\n\n`);
    };
    // A notification for many devices changes them one by one.
    const onChange = () => {
      if (!isDue) setImmediate(write);
      isDue = true;
    };
    write();
    changes.on('change', onChange);
    request.on('close', () => changes.off('change', onChange));
  });
  app.post('/devices/:id/uninstall', (request, response) => {
    hub.uninstall(request.params.id);
    response.status(204).end();
  });
  app.post('/faults', express.json(), (request, response) => {
    const result = faultSchema.safeParse(request.body);
    if (result.success) faults.add(result.data);
    response.status(result.success ? 204 : 400);
    response.send(result.success ? undefined : z.prettifyError(result.error));
  });
}

/** What the app is told beside the text; Windows is told the alert alone, and its title says the rest. */
function readSeverity({ data, title }: Display): string {
  const { severity } = data;
  if (typeof severity === 'string') return severity;
  return ({ 'Critical alert': 'CRITICAL', Warning: 'WARNING' } as Record<string, string>)[title] ?? 'INFO';
}

function describe(device: SinkDevice) {
  const { installationId, installation, isInstalled, isGone, isExpired } = device;
  const { platform, tags } = installation;
  const displayed = listDisplayed(device);
  return {
    installationId,
    platform,
    tags,
    isInstalled,
    isGone,
    isExpired,
    received: device.log.length,
    displayed,
  };
}
