/** Browsers have the service worker of the web application. */
export function registerBackgroundTask(): void {}
