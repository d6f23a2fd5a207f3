import { AppState } from 'react-native';

/** Tells when the application goes off the screen. */
export function onSleep(listener: () => void): () => void {
  const listening = AppState.addEventListener('change', (state) => state !== 'active' && listener());
  return () => listening.remove();
}
