-- Mean and deviation of events by user, kind ('*' for all) and hour of the week (0 is Monday 00:00 UTC), hours without
-- events included, shrunk to the user's own rate times the population's weekly shape (prior worth 4 weeks).
with events as (
  select user_id, kind, cast(floor(unix_timestamp(hour) / 3600) as bigint) as hour, events as n from user_hour
  union all
  select user_id, '*' as kind, cast(floor(unix_timestamp(hour) / 3600) as bigint) as hour,
    cast(sum(events) as bigint) as n
  from user_hour
  group by user_id, cast(floor(unix_timestamp(hour) / 3600) as bigint)
),
span as (
  select cast(max(hour) - min(hour) + 1 as double) / 168 as weeks from events
),
user_rate as (
  select user_id, kind, cast(sum(n) as double) / max(weeks) / 168 as per_hour
  from events cross join span
  group by user_id, kind
),
week as (
  select cast(day * 24 + hour as bigint) as hour_of_week
  from (values (0), (1), (2), (3), (4), (5), (6)) as days(day)
  cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16),
    (17), (18), (19), (20), (21), (22), (23)) as day_hours(hour)
),
counted as (
  select kind, pmod(hour + 72, 168) as hour_of_week, cast(sum(n) as double) as n
  from events
  group by kind, pmod(hour + 72, 168)
),
shape as (
  select k.kind, w.hour_of_week, coalesce(c.n, 0) as n
  from (select distinct kind from events) as k
  cross join week as w
  left join counted as c on c.kind = k.kind and c.hour_of_week = w.hour_of_week
),
shape_share as (
  select kind, hour_of_week, 168 * n / sum(n) over (partition by kind) as share from shape
),
own as (
  select user_id, kind, pmod(hour + 72, 168) as hour_of_week, cast(sum(n) as double) as n,
    cast(sum(n * n) as double) as squares
  from events
  group by user_id, kind, pmod(hour + 72, 168)
),
joined as (
  select r.user_id, r.kind, s.hour_of_week, w.weeks, r.per_hour * s.share as prior,
    coalesce(o.n, 0) as n, coalesce(o.squares, 0) as squares
  from user_rate as r
  join shape_share as s on s.kind = r.kind
  cross join span as w
  left join own as o on o.user_id = r.user_id and o.kind = r.kind and o.hour_of_week = s.hour_of_week
),
moments as (
  select user_id, kind, hour_of_week, (n + 4 * prior) / (weeks + 4) as mean,
    (squares + 4 * (prior + prior * prior)) / (weeks + 4) as second
  from joined
)
select user_id, kind, hour_of_week, round(mean, 9) as mean,
  round(sqrt(case when second > mean * mean then second - mean * mean else 0.0 end), 9) as deviation
from moments
