-- The latest version of each event: the mirror delivers at least once, and marker 2 takes an event back.
select user_id, id, kind, occurred_at, recorded_at, latitude, longitude, place_id, amount_minor_units, currency,
  cosmos_lsn, cast(recorded_at as date) as ingest_date
from (
  select *, row_number() over (partition by user_id, id order by cosmos_lsn desc, row_marker desc) as version
  from bronze_activity
) as versions
where version = 1 and row_marker <> 2
