import type { Stack, StackOptions } from './stack.ts';
import { createStackContext } from './stack-context.ts';
import { startFoundations } from './start-foundations.ts';
import { startServices } from './start-services.ts';

/**
 * Starts the whole system on loopback, each part as soon as what it needs is there.
 * @throws Error of the first part that does not start; what runs by then is stopped.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const context = createStackContext(options);
  try {
    return await startServices(context, startFoundations(context));
  } catch (error) {
    await context.parts.disposeAsync();
    throw error;
  }
}
