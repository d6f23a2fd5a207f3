-- What each user did in a week, from Monday (UTC).
select cast(date_trunc('week', occurred_at) as date) as week, user_id, count(*) as events,
  cast(sum(case when kind = 'PURCHASE' then 1 else 0 end) as bigint) as purchases,
  count(distinct place_id) as places, max(occurred_at) as last_at
from source_activity
group by cast(date_trunc('week', occurred_at) as date), user_id
