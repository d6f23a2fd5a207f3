import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../subgraphs/accounts/src/__generated__/prisma/client.ts';
import { seedDatabase } from './seed/seed-database.ts';

const connectionString = process.env['DATABASE_URL'];
if (!connectionString) throw new Error('DATABASE_URL is missing: which database shall be seeded?');

const database = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
const { users, stores } = await seedDatabase(database);
await database.$disconnect();
process.stdout.write(`${users} users, ${stores} stores\n`);
