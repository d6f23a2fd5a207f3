-- The words of a name without accents, for search by the beginning of a word.
-- Prisma's schema language has neither functions, nor indexes on expressions, nor checks; `migrate dev` leaves them alone.
CREATE FUNCTION search_words(name TEXT) RETURNS TSVECTOR
  LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
  RETURN to_tsvector('simple'::REGCONFIG, regexp_replace(
    regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'));

CREATE INDEX "users_search_words_idx" ON "users" USING GIN (search_words("display_name"));
CREATE INDEX "users_email_prefix_idx" ON "users" (lower("email") TEXT_PATTERN_OPS);

ALTER TABLE "users"
  ADD CONSTRAINT "users_email_check" CHECK ("email" = lower("email")),
  ADD CONSTRAINT "users_quiet_hours_check" CHECK (("quiet_hours_start" IS NULL) = ("quiet_hours_end" IS NULL));

ALTER TABLE "places"
  ADD CONSTRAINT "places_location_check" CHECK ("latitude" BETWEEN -90 AND 90 AND "longitude" BETWEEN -180 AND 180),
  ADD CONSTRAINT "places_radius_check" CHECK ("radius_meters" > 0);
