import { requireDocumentId } from '@headgate/clients/require-document-id.ts';

/** Where the service worker finds it too: it has no local storage. */
const cacheName = 'headgate-push';
const address = '/push-registration';

/** This browser, as accounts knows it. */
export interface PushRegistration {
  readonly deviceId: string;
  readonly name: string;
}

export async function readRegistration(): Promise<PushRegistration | undefined> {
  const kept = await (await caches.open(cacheName)).match(address);
  return kept?.json();
}

/** Keeps it, with all that the service worker needs to renew it while no page is open. */
export async function keepRegistration(registration: PushRegistration): Promise<void> {
  const operations = {
    RegisterDevice: requireDocumentId('RegisterDevice'),
    RemoveDevice: requireDocumentId('RemoveDevice'),
  };
  const cache = await caches.open(cacheName);
  await cache.put(address, Response.json({ ...registration, operations }));
}

export async function forgetRegistration(): Promise<void> {
  await caches.delete(cacheName);
}
