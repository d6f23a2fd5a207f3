-- Prisma sends points in time without an offset: PostgreSQL has to read them as UTC, wherever the server is.
DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET timezone TO %L', current_database(), 'UTC');
END $$;
