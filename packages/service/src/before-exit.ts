const actions: (() => Promise<void>)[] = [];

/**
 * Has `action` run when the process is about to end: after its service has stopped, or when it has failed. For what was loaded before it,
 * which is to take a few seconds at most.
 */
export function beforeExit(action: () => Promise<void>): void {
  actions.push(action);
}

/** Runs what {@link beforeExit} was given. An action that fails holds up nothing. */
export async function runBeforeExit(): Promise<void> {
  await Promise.allSettled(actions.splice(0).map((action) => action()));
}
