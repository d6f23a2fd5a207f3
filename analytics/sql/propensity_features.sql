-- What is known of each buyer at a time (`parameters.cut`), and whether they bought in the days after it (`horizon_days`).
with purchases as (
  select user_id, occurred_at, coalesce(amount_minor_units, 0) as amount
  from silver_activity
  where kind = 'PURCHASE'
),
before as (
  select p.user_id, max(q.cut) as cut, min(p.occurred_at) as first_at, max(p.occurred_at) as last_at,
    count(*) as orders, count(distinct cast(p.occurred_at as date)) as days, cast(sum(p.amount) as double) as amount,
    sum(case when unix_timestamp(p.occurred_at) >= unix_timestamp(q.cut) - 30 * 86400 then 1 else 0 end) as recent
  from purchases as p
  cross join parameters as q
  where p.occurred_at < q.cut
  group by p.user_id
),
later as (
  select distinct p.user_id
  from purchases as p
  cross join parameters as q
  where p.occurred_at >= q.cut and unix_timestamp(p.occurred_at) < unix_timestamp(q.cut) + q.horizon_days * 86400
)
select b.user_id, first_at, last_at, b.orders, b.days, b.amount,
  log1p(floor(cast(unix_timestamp(cut) - unix_timestamp(last_at) as double) / 86400)) as log_recency,
  log1p(cast(b.days - 1 as double)) as log_orders,
  log1p(floor(cast(unix_timestamp(cut) - unix_timestamp(first_at) as double) / 86400)) as log_age,
  log1p(b.amount / 100 / b.orders) as log_amount,
  cast(b.recent as double) as orders30,
  case when l.user_id is null then 0.0 else 1.0 end as label
from before as b
left join later as l on l.user_id = b.user_id
