type Handler = (failure: unknown, isFatal?: boolean) => void;

/** What React Native and its engine have for it; neither has types. */
interface Engine {
  readonly ErrorUtils?: { getGlobalHandler(): Handler; setGlobalHandler(handler: Handler): void };
  readonly HermesInternal?: {
    enablePromiseRejectionTracker?(options: {
      readonly allRejections: boolean;
      readonly onUnhandled: (id: number, failure: unknown) => void;
    }): void;
  };
}

/** Tells what nobody caught, before the system ends the application for it. */
export function onFailure(listener: (failure: unknown) => void): () => void {
  const { ErrorUtils, HermesInternal } = globalThis as Engine;
  let isListening = true;
  const tell = (failure: unknown) => isListening && listener(failure);
  const before = ErrorUtils?.getGlobalHandler();
  ErrorUtils?.setGlobalHandler((failure, isFatal) => {
    tell(failure);
    before?.(failure, isFatal);
  });
  // While it is developed React Native shows them itself, and there is one who hears them.
  if (!__DEV__)
    HermesInternal?.enablePromiseRejectionTracker?.({
      allRejections: true,
      onUnhandled: (_id, failure) => tell(failure),
    });
  return () => {
    isListening = false;
    if (before) ErrorUtils?.setGlobalHandler(before);
  };
}
