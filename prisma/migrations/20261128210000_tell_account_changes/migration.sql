-- CreateTable
CREATE TABLE "account_changes" (
    "table_name" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "transaction" BIGINT NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "row" JSONB,

    CONSTRAINT "account_changes_pkey" PRIMARY KEY ("table_name", "id")
);

-- CreateIndex
CREATE INDEX "account_changes_table_name_transaction_number_idx" ON "account_changes"("table_name", "transaction", "number");

-- The latest of each row, without what is personal, and by the transaction that made it so: a reader who takes the rows
-- of finished transactions in their order misses none.
CREATE FUNCTION "tell_account_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told JSONB;
BEGIN
    IF TG_OP = 'DELETE' THEN
        told := NULL;
    ELSIF TG_TABLE_NAME = 'users' THEN
        told := jsonb_build_object(
            'locale', NEW.locale, 'timeZone', NEW.time_zone, 'createdAt', NEW.created_at,
            'pushEnabled', NEW.push_enabled, 'minSeverity', NEW.min_severity);
    ELSIF NEW.owner_id IS NULL THEN
        told := jsonb_build_object(
            'ownerId', NULL, 'name', NEW.name, 'latitude', NEW.latitude, 'longitude', NEW.longitude,
            'radiusMeters', NEW.radius_meters);
    ELSE
        told := jsonb_build_object('ownerId', NEW.owner_id, 'radiusMeters', NEW.radius_meters);
    END IF;
    INSERT INTO account_changes (table_name, id, transaction, "row")
    VALUES (TG_TABLE_NAME, COALESCE(NEW.id, OLD.id), pg_current_xact_id()::text::bigint, told)
    ON CONFLICT (table_name, id) DO UPDATE
        SET transaction = EXCLUDED.transaction, number = EXCLUDED.number, "row" = EXCLUDED."row";
    RETURN NULL;
END $$;

CREATE TRIGGER "users_are_told" AFTER INSERT OR UPDATE OR DELETE ON "users"
    FOR EACH ROW EXECUTE FUNCTION "tell_account_change"();
CREATE TRIGGER "places_are_told" AFTER INSERT OR UPDATE OR DELETE ON "places"
    FOR EACH ROW EXECUTE FUNCTION "tell_account_change"();

-- What was there before.
UPDATE "users" SET id = id;
UPDATE "places" SET id = id;
