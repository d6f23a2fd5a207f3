import type { Database } from './connect-database.ts';
import type { FairQueue } from './create-fair-queue.ts';

type Method = (...args: readonly unknown[]) => PromiseLike<unknown>;

/**
 * The database as one caller has it: each of its statements, or transactions, waits for its turn among those of all
 * callers. What runs inside a transaction has its turn already.
 */
export function shareDatabase(database: Database, queue: FairQueue, subject: string): Database {
  const inTurn =
    (owner: object, method: Method): Method =>
    (...args) =>
      queue.run(subject, () => Reflect.apply(method, owner, args));
  const models = new Map<string | symbol, object>();

  function shareModel(model: object): object {
    return new Proxy(model, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? inTurn(target, member as Method) : member;
      },
    });
  }

  return new Proxy(database, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member === 'function') return inTurn(target, member as Method);
      if (typeof member !== 'object' || member === null) return member;
      const model = models.get(name) ?? shareModel(member);
      models.set(name, model);
      return model;
    },
  });
}
