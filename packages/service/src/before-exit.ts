const actions: (() => Promise<void>)[] = [];

/** Has `action` run when the process is about to end in order, after its service has stopped; for what was loaded before it. */
export function beforeExit(action: () => Promise<void>): void {
  actions.push(action);
}

/** Runs what {@link beforeExit} was given. An action that fails holds up nothing. */
export async function runBeforeExit(): Promise<void> {
  await Promise.allSettled(actions.splice(0).map((action) => action()));
}
