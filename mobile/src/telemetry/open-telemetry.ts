import { createEventAges, type EventAges } from '@headgate/clients/telemetry/create-event-ages.ts';
import { createRecorder, type Recorder } from '@headgate/clients/telemetry/create-recorder.ts';
import { createSender } from '@headgate/clients/telemetry/create-sender.ts';
import type { Platform } from '../ports/platform.ts';
import type { Session } from '../sign-in/create-session.ts';

/** What happens on this device while somebody is signed in, as it is told to the gateway. */
export interface Telemetry {
  readonly recorder: Recorder;
  readonly ages: EventAges;
  /** Says that what somebody had seen is on the screen. */
  markStarted(): void;
  stop(): void;
}

export interface TelemetryOptions {
  readonly platform: Pick<Platform, 'onFailure' | 'onSleep'>;
  readonly graphqlUrl: string;
  readonly session: Pick<Session, 'accessToken'>;
  readonly ownFetch: typeof fetch;
}

/** Notes and tells it, the rest of it when the application goes to sleep. */
export function openTelemetry({ platform, graphqlUrl, session, ownFetch }: TelemetryOptions): Telemetry {
  const recorder = createRecorder();
  const startMs = Date.now();
  const sender = createSender({
    recorder,
    url: graphqlUrl.replace(/^(\w+:\/\/[^/]+).*$/, '$1/telemetry'),
    client: { name: 'mobile', version: '1.0.0' },
    headers: async () => ({ authorization: `Bearer ${await session.accessToken()}` }),
    ownFetch,
  });
  const stops = [platform.onFailure(recorder.failure), platform.onSleep(sender.flush), sender.stop];
  return {
    recorder,
    ages: createEventAges({ recorder }),
    markStarted() {
      const times = { startMs, endMs: Date.now() };
      const span = { name: 'application start', asks: false, hasFailed: false, attributes: {} };
      recorder.span({ ...recorder.root, ...times, ...span });
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
