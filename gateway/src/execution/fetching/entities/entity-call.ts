import type { EntityList } from './entity-list.ts';
import type { EntityOperation } from './entity-operation.ts';
import type { EntityReceiver } from './entity-receiver.ts';

/** What one fetch of a plan wants to know, of which entities. */
export interface EntityCall {
  readonly operation: EntityOperation;
  readonly receiver: EntityReceiver;
  readonly entities: EntityList;
}
