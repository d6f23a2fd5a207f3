import { requireSelfOrOperator } from '@headgate/identity/require-identity.ts';
import type { UserResolvers } from '../__generated__/resolvers.ts';
import { goldQueries } from '../gold/gold-queries.ts';

const hourMs = 3_600_000;
const hoursPerWeek = 168;
/** 1970 began on a Thursday. */
const hoursFromMonday = 72;
const weeks = 8;

/** Anybody may name a user; what is known of a user is for the user, and for operators. */
export const User: UserResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  async usualWeek({ id: user }, _args, { identity, gold, now }) {
    requireSelfOrOperator(identity, user);
    const until = new Date(Math.floor(now() / hourMs) * hourMs);
    const since = new Date(until.getTime() - weeks * hoursPerWeek * hourMs);
    const rows = await (await gold())?.query<{ hour: Date; events: number }>(goldQueries.userHours, {
      user,
      since,
      until,
    });
    const sums = Array<number>(hoursPerWeek).fill(0);
    for (const { hour, events } of rows ?? []) {
      const place = (Math.floor(hour.getTime() / hourMs) + hoursFromMonday) % hoursPerWeek;
      sums[place] = (sums[place] ?? 0) + events;
    }
    return sums.map((sum, hourOfWeek) => ({ hourOfWeek, events: sum / weeks }));
  },
  async purchasePropensity({ id: user }, _args, { identity, gold }) {
    requireSelfOrOperator(identity, user);
    const rows = await (await gold())?.query<{ chance: number; horizon_days: number }>(
      goldQueries.userPropensity,
      { user },
    );
    const [row] = rows ?? [];
    return row ? { chance: row.chance, withinDays: row.horizon_days } : null;
  },
};
