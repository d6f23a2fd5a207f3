import type { RegisterDeviceMutationVariables } from './__generated__/operations.ts';

type DemoDevice = RegisterDeviceMutationVariables['input'];

/** A device of each traveller, of three platforms; the same each time. */
export const demoDevices: Readonly<Record<string, DemoDevice>> = {
  ada: { platform: 'IOS', name: 'Ada’s iPhone', pushHandle: 'demo-apns-token-of-ada' },
  bob: { platform: 'ANDROID', name: 'Bob’s Android phone', pushHandle: 'demo-fcm-token-of-bob' },
  carol: {
    platform: 'BROWSER',
    name: 'Carol’s browser',
    pushHandle: JSON.stringify({
      endpoint: 'https://push.headgate.example/carol',
      keys: { p256dh: 'demo-key', auth: 'demo-secret' },
    }),
  },
};
