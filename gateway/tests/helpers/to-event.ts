import type { EngineEvent } from '../../src/execution/engine.ts';

/** An event as a subgraph sends it. */
export function toEvent(reply: object): EngineEvent {
  return { json: Buffer.from(JSON.stringify(reply)) };
}
