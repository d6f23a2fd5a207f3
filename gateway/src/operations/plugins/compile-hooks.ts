import type { CacheLookupEvent, HeadgatePlugin } from '../../ports/headgate-plugin.ts';
import { toPublicError } from '../errors/public-error.ts';

type Compiled<Name extends keyof HeadgatePlugin> =
  Exclude<HeadgatePlugin[Name], undefined> extends (event: infer Event) => unknown
    ? ((event: Event) => Promise<void>) | undefined
    : never;

/** The hooks of all plugins, one for each moment; undefined where nobody listens. */
export interface Hooks {
  readonly onSupergraph: Compiled<'onSupergraph'>;
  readonly onRequest: Compiled<'onRequest'>;
  readonly onOperation: Compiled<'onOperation'>;
  readonly onPlan: Compiled<'onPlan'>;
  readonly onCacheLookup: ((event: CacheLookupEvent) => void) | undefined;
  readonly onSubgraphRequest: Compiled<'onSubgraphRequest'>;
  readonly onSubgraphReply: Compiled<'onSubgraphReply'>;
  readonly onSubscriptionEvent: Compiled<'onSubscriptionEvent'>;
  readonly onAnswer: Compiled<'onAnswer'>;
}

export interface CompileHooksOptions {
  readonly logger: { error(details: object, message: string): void };
}

type AsyncHook = Exclude<keyof HeadgatePlugin, 'name' | 'onCacheLookup'>;

/** Makes one hook of those of all plugins, which are called in their order, one after the other. */
export function compileHooks(plugins: readonly HeadgatePlugin[], { logger }: CompileHooksOptions): Hooks {
  function compile<Name extends AsyncHook>(name: Name): Hooks[Name] {
    const listening = plugins.filter((plugin) => plugin[name]);
    if (listening.length === 0) return undefined as Hooks[Name];
    const call = async (event: never) => {
      try {
        for (const plugin of listening) await plugin[name]?.(event);
      } catch (thrown) {
        throw toPublicError(thrown);
      }
    };
    return call as Hooks[Name];
  }

  const lookups = plugins.filter(({ onCacheLookup }) => onCacheLookup);
  return {
    onSupergraph: compile('onSupergraph'),
    onRequest: compile('onRequest'),
    onOperation: compile('onOperation'),
    onPlan: compile('onPlan'),
    onCacheLookup:
      lookups.length === 0
        ? undefined
        : (event) => {
            for (const plugin of lookups) {
              try {
                plugin.onCacheLookup?.(event);
              } catch (error) {
                logger.error({ err: error, plugin: plugin.name }, 'a hook failed: onCacheLookup');
              }
            }
          },
    onSubgraphRequest: compile('onSubgraphRequest'),
    onSubgraphReply: compile('onSubgraphReply'),
    onSubscriptionEvent: compile('onSubscriptionEvent'),
    onAnswer: compile('onAnswer'),
  };
}
