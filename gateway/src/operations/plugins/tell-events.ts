import type { SubscriptionEvent } from '../../ports/headgate-plugin.ts';
import type { Hooks } from './compile-hooks.ts';

/** Completes an event of a subscription. */
type CompleteEvent<Result> = (
  operationName: string | undefined,
  complete: () => Promise<Result>,
  extensions?: Readonly<Record<string, unknown>>,
) => Promise<Result>;

/** Tells a hook of each event that is complete; where there is none it is `around` itself. */
export function tellEvents<Result extends SubscriptionEvent['result']>(
  around: CompleteEvent<Result>,
  onEvent: Hooks['onSubscriptionEvent'],
): CompleteEvent<Result> {
  if (!onEvent) return around;
  return (operationName, complete, extensions) =>
    around(
      operationName,
      async () => {
        const result = await complete();
        await onEvent({ operationName, result });
        return result;
      },
      extensions,
    );
}
