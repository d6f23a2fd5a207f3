-- Events of each kind and place for every hour from the first Monday of the data to its last hour, hours without any included.
with span as (
  select date_trunc('week', min(hour)) as first_hour, max(hour) as last_hour from hourly_activity
),
digits as (
  select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as numbers(n)
),
hours as (
  select cast(a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n as bigint) as hour_number
  from digits as a cross join digits as b cross join digits as c cross join digits as d cross join digits as e
),
series as (
  select kind, place_id, cast(sum(events) as bigint) as total from hourly_activity group by kind, place_id
),
counted as (
  select kind, place_id, cast(floor((unix_timestamp(hour) - unix_timestamp(first_hour)) / 3600) as bigint) as hour_number,
    events
  from hourly_activity cross join span
)
select s.kind, s.place_id, h.hour_number, coalesce(c.events, cast(0 as bigint)) as events
from series as s
cross join hours as h
cross join span as w
left join counted as c on c.kind = s.kind and c.place_id = s.place_id and c.hour_number = h.hour_number
where unix_timestamp(w.first_hour) + h.hour_number * 3600 <= unix_timestamp(w.last_hour)
