import { defineConfig } from 'prisma/config';

// biome-ignore lint/style/noDefaultExport: Prisma reads the default export
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'node prisma/seed.ts' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
