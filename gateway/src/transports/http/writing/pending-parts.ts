import type { GraphQLFormattedError } from 'graphql';
import type { EngineDeferredPart, EnginePendingPart } from '../../../execution/engine.ts';
import { findWritten } from '../../../execution/writing/create-result.ts';

/** A part that is announced, by the id under which it comes. */
interface Announcement {
  readonly id: string;
  readonly path: EnginePendingPart['path'];
  readonly label?: string;
}

interface Completion {
  readonly id: string;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** A part that is there, with its data. */
interface Arrival {
  readonly id: string;
  readonly part: EngineDeferredPart;
}

interface Delivery {
  readonly pending?: readonly Announcement[];
  readonly incremental?: readonly Arrival[];
  readonly completed: readonly Completion[];
}

/** Gives the parts of one answer ids. */
export interface PendingParts {
  announce(parts: readonly EnginePendingPart[]): readonly Announcement[];
  /** Writes parts that are there; those that nobody knew of before are announced with them. */
  complete(parts: readonly EngineDeferredPart[]): Delivery;
  /** Completes those that never came, since their objects are null or of another type; undefined when there are none. */
  completeRest(): Pick<Delivery, 'completed'> | undefined;
}

/** Keeps the ids of parts that are announced and have not come yet. */
export function createPendingParts(): PendingParts {
  const announced = new Map<string, string[]>();
  let count = 0;

  function announce(parts: readonly EnginePendingPart[]): readonly Announcement[] {
    return parts.map(({ path, label }) => {
      const id = String(count++);
      const key = keyOf(path, label);
      const ids = announced.get(key);
      if (ids) ids.push(id);
      else announced.set(key, [id]);
      return { id, path, ...(label !== undefined && { label }) };
    });
  }

  return {
    announce,
    complete(parts) {
      const pending: Announcement[] = [];
      const incremental: Arrival[] = [];
      const completed: Completion[] = [];
      for (const part of parts) {
        const { path, label, errors } = part;
        let id = announced.get(keyOf(path, label))?.shift();
        if (id === undefined) {
          pending.push(...announce([{ path, label }]));
          id = announced.get(keyOf(path, label))?.shift() ?? '';
        }
        const isThere = findWritten(part) !== undefined || part.data !== null;
        if (isThere) incremental.push({ id, part });
        // Without data the fragment has failed as a whole.
        completed.push({ id, ...(!isThere && errors && { errors }) });
      }
      return {
        ...(pending.length > 0 && { pending }),
        ...(incremental.length > 0 && { incremental }),
        completed,
      };
    },
    completeRest() {
      const completed = [...announced.values()].flat().map((id) => ({ id }));
      announced.clear();
      return completed.length > 0 ? { completed } : undefined;
    },
  };
}

function keyOf(path: EnginePendingPart['path'], label: string | undefined): string {
  return JSON.stringify([label ?? null, ...path]);
}
