import { createEventAges } from '@headgate/clients/telemetry/create-event-ages.ts';
import { createRecorder } from '@headgate/clients/telemetry/create-recorder.ts';
import { createTaps } from '@headgate/clients/telemetry/create-taps.ts';

/** Notes what happens in this page. */
export const recorder = createRecorder();

/** Makes taps the roots of what they lead to. */
export const taps = createTaps(recorder);

/** Measures how old alerts are when they are on the screen. */
export const ages = createEventAges({ recorder });
