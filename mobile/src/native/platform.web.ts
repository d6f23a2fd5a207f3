import * as WebBrowser from 'expo-web-browser';
import type { Platform, TextStore } from '../ports/platform.ts';
import { onFailure } from './on-failure.web.ts';
import { onSleep } from './on-sleep.ts';
import { onWake } from './on-wake.ts';

// The window that comes back from the issuer hands its address over, and closes.
WebBrowser.maybeCompleteAuthSession();

// Readers of screens pronounce the page by it.
document.documentElement.lang = Intl.DateTimeFormat().resolvedOptions().locale.startsWith('de') ? 'de' : 'en';

const returnAddress = new URL('/signed-in', location.href).href;
const nothing = () => undefined;

function createStore(storage: Storage): TextStore {
  return {
    read: async (key) => storage.getItem(key),
    write: async (key, text) => storage.setItem(key, text),
    remove: async (key) => storage.removeItem(key),
  };
}

/** A browser, to look at the application: its tokens go with the tab, and notifications are those of the web application. */
export const platform: Platform = {
  secrets: createStore(sessionStorage),
  seen: createStore(localStorage),
  push: {
    platform: undefined,
    deviceName: 'Browser',
    describe: async () => undefined,
    isAllowed: async () => false,
    askUser: async () => false,
    readHandle: async () => '',
    onHandle: () => nothing,
    onResponse: () => nothing,
    dismiss: async () => undefined,
  },
  returnAddress,
  async openBrowser(address) {
    const result = await WebBrowser.openAuthSessionAsync(address, returnAddress);
    return result.type === 'success' ? result.url : undefined;
  },
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  sha256: async (text) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  findPosition: () =>
    new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude }),
        () => resolve(undefined),
      );
    }),
  onAddress(listener) {
    listener(location.href);
    const tell = () => listener(location.href);
    addEventListener('hashchange', tell);
    return () => removeEventListener('hashchange', tell);
  },
  onWake,
  onSleep,
  onFailure,
};
