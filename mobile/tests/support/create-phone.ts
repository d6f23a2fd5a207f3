import type { Platform, TextStore } from '../../src/ports/platform.ts';
import type { PushResponse } from '../../src/ports/push-service.ts';
import { visitIssuer } from './visit-issuer.ts';

function createStore(): TextStore & { readonly texts: ReadonlyMap<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    read: async (key) => texts.get(key) ?? null,
    write: async (key, text) => void texts.set(key, text),
    remove: async (key) => void texts.delete(key),
  };
}

function createListeners<Value>() {
  const listeners = new Set<(value: Value) => void>();
  return {
    on(listener: (value: Value) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell(value: Value) {
      for (const listener of listeners) listener(value);
    },
  };
}

const returnAddress = 'headgate://signed-in';

/** A phone, on which a test does what its user and its operating system do. */
export function createPhone(user: string) {
  const [secrets, seen] = [createStore(), createStore()];
  const addresses = createListeners<string>();
  const sleeps = createListeners<number>();
  const naps = createListeners<void>();
  const failures = createListeners<unknown>();
  const handles = createListeners<string>();
  const responses = createListeners<PushResponse>();
  const dismissed: string[] = [];
  let handle = `phone-of-${user}`;
  let isAllowed = false;

  const platform: Platform = {
    secrets,
    seen,
    returnAddress,
    openBrowser: (address) => visitIssuer(address, user, returnAddress),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    sha256: async (text) =>
      new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
    findPosition: async () => ({ latitude: 52.52, longitude: 13.405 }),
    onAddress: addresses.on,
    onWake: sleeps.on,
    onSleep: naps.on,
    onFailure: failures.on,
    push: {
      platform: 'ANDROID',
      deviceName: 'Test phone',
      describe: async () => undefined,
      isAllowed: async () => isAllowed,
      async askUser() {
        isAllowed = true;
        return true;
      },
      readHandle: async () => handle,
      onHandle: handles.on,
      onResponse: responses.on,
      dismiss: async (alertId) => void dismissed.push(alertId),
    },
  };
  return {
    platform,
    secrets,
    seen,
    dismissed: dismissed as readonly string[],
    openAddress: addresses.tell,
    wake: sleeps.tell,
    sleep: naps.tell,
    fail: failures.tell,
    respond: responses.tell,
    renewHandle(next: string): void {
      handle = next;
      handles.tell(next);
    },
  };
}
