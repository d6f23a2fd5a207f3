import { recorder } from './recorder.ts';

/**
 * Has what happens in this page told to the gateway, by code that is loaded when there is time; not of who is not signed in, nor who
 * has told the browser to have nothing told (https://w3c.github.io/gpc/).
 */
export function startTelemetry(isSignedIn: boolean): void {
  const { globalPrivacyControl } = navigator as { readonly globalPrivacyControl?: boolean };
  if (!isSignedIn || globalPrivacyControl) {
    recorder.readBy(undefined);
    return;
  }
  const load = async () => (await import('./tell-gateway.ts')).tellGateway();
  // Safari has no idle callbacks.
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  whenIdle(() => void load().catch(() => recorder.readBy(undefined)));
}
