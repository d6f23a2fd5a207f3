/** Tells what nobody caught. */
export function onFailure(listener: (failure: unknown) => void): () => void {
  // What browsers report of themselves has no error.
  const onError = ({ error }: ErrorEvent) => error && listener(error);
  const onRejection = ({ reason }: PromiseRejectionEvent) => listener(reason);
  addEventListener('error', onError);
  addEventListener('unhandledrejection', onRejection);
  return () => {
    removeEventListener('error', onError);
    removeEventListener('unhandledrejection', onRejection);
  };
}
