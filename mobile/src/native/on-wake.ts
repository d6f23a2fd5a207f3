import { AppState } from 'react-native';

/** Tells how long the application was asleep when it comes back. */
export function onWake(listener: (asleepMs: number) => void): () => void {
  let sleptAt: number | undefined;
  const listening = AppState.addEventListener('change', (state) => {
    if (state !== 'active') {
      sleptAt ??= Date.now();
      return;
    }
    if (sleptAt === undefined) return;
    // A clock that was put back meanwhile says nothing: better to look once too often.
    const asleepMs = Date.now() - sleptAt;
    sleptAt = undefined;
    listener(asleepMs < 0 ? Number.POSITIVE_INFINITY : asleepMs);
  });
  return () => listening.remove();
}
