import { demoUsers } from '@headgate/dev/demo-users.ts';
import type { Prisma } from '../../subgraphs/accounts/src/__generated__/prisma/client.ts';
import { regions } from './regions.ts';

const userCount = 1_000;
const firstDay = Date.UTC(2024, 0, 1);
const minuteMs = 60_000;

/** Makes the demo users and as many others as it takes to a thousand; the same each time. */
export function createUsers(): Prisma.UserCreateManyInput[] {
  const demo = demoUsers.map(({ id, displayName, email, locale, timeZone }) => ({
    id,
    displayName,
    email,
    locale,
    timeZone,
    createdAt: new Date(firstDay),
  }));
  const others = Array.from({ length: userCount - demo.length }, (_, index) => createUser(index + 1));
  return [...demo, ...others];
}

function createUser(number: number): Prisma.UserCreateManyInput {
  const region = pick(regions, number);
  const nth = Math.floor(number / regions.length);
  const first = pick(region.firstNames, nth);
  const last = pick(region.lastNames, nth);
  const digits = String(number).padStart(4, '0');
  return {
    id: `user-${digits}`,
    displayName: `${first} ${last}`,
    email: `${toAscii(first)}.${toAscii(last)}.${digits}@example.com`,
    locale: region.locale,
    timeZone: region.timeZone,
    // 997 is prime: the days and minutes look scattered, and repeat nowhere.
    createdAt: new Date(firstDay + number * 997 * minuteMs),
    ...(number % 4 === 0 && { quietHoursStart: '22:00', quietHoursEnd: '07:00' }),
  };
}

function pick<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length] as Item;
}

function toAscii(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
}
