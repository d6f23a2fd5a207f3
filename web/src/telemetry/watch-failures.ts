import { recorder } from './recorder.ts';

/** Notes what nobody caught, from now on. */
export function watchFailures(): void {
  // What browsers report of themselves has no error.
  addEventListener('error', ({ error }) => error && recorder.failure(error));
  addEventListener('unhandledrejection', ({ reason }) => recorder.failure(reason));
}
