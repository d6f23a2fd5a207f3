-- PostgreSQL does not take the order by name of an index that begins with an owner who is NULL.
CREATE INDEX "places_stores_name_id_idx" ON "places" ("name", "id") WHERE "owner_id" IS NULL;
