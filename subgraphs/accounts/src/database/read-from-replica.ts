import { ServiceError } from '@headgate/service/define-errors.ts';
import type { Database } from './connect-database.ts';

type Method = (...args: readonly unknown[]) => PromiseLike<unknown>;

/** What reads, of models and of the client. Whatever else there is goes to the primary. */
const readingMethods =
  /^(findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|count|aggregate|groupBy|\$queryRaw)$/;

/**
 * The database as a query has it where there is a replica: it reads there, and from the primary while the replica is
 * away. Transactions and writes are the primary's.
 */
export function readFromReplica(primary: Database, replica: Database): Database {
  return preferMembers(primary, replica) as Database;
}

function preferMembers(primary: object, replica: object): object {
  return new Proxy(primary, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      const counterpart: unknown = Reflect.get(replica, name);
      if (typeof member === 'function') {
        if (typeof name !== 'string' || !readingMethods.test(name)) return member;
        return preferMethod((counterpart as Method).bind(replica), (member as Method).bind(target));
      }
      if (typeof member !== 'object' || member === null) return member;
      return preferMembers(member, counterpart as object);
    },
  });
}

function preferMethod(preferred: Method, other: Method): Method {
  return async (...args) => {
    try {
      return await preferred(...args);
    } catch (error) {
      if (!(error instanceof ServiceError && error.code === 'SERVICE_UNAVAILABLE')) throw error;
      return other(...args);
    }
  };
}
