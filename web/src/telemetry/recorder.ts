import { createEventAges } from '@headgate/clients/telemetry/create-event-ages.ts';
import { createRecorder } from '@headgate/clients/telemetry/create-recorder.ts';

/** Notes what happens in this page. */
export const recorder = createRecorder();

/** Measures how old alerts are when they are on the screen. */
export const ages = createEventAges({ recorder });
