import { recorder, taps } from './recorder.ts';

/** Notes what nobody caught, and what users do, from now on. */
export function watchPage(): void {
  // What browsers report of themselves has no error.
  addEventListener('error', ({ error }) => error && recorder.failure(error));
  addEventListener('unhandledrejection', ({ reason }) => recorder.failure(reason));
  // Before all who deal with it; keys click too.
  const onClick = ({ timeStamp }: MouseEvent) => taps.begin(Date.now() - (performance.now() - timeStamp));
  addEventListener('click', onClick, { capture: true });
}
