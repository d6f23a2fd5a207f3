-- What happened at each place in a day (UTC).
select cast(occurred_at as date) as day, place_id, count(*) as events, count(distinct user_id) as users,
  cast(sum(case when kind = 'PURCHASE' then 1 else 0 end) as bigint) as purchases,
  cast(coalesce(sum(amount_minor_units), 0) as bigint) as amount_minor_units,
  cast(avg(latitude) as double) as latitude, cast(avg(longitude) as double) as longitude
from source_activity
where place_id is not null
group by cast(occurred_at as date), place_id
