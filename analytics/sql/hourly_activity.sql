-- Events, users and amounts by hour, kind and place; the place '*' is everywhere, events without a place included.
select date_trunc('hour', occurred_at) as hour, kind, '*' as place_id, count(*) as events,
  count(distinct user_id) as users, cast(coalesce(sum(amount_minor_units), 0) as bigint) as amount_minor_units
from source_activity
group by date_trunc('hour', occurred_at), kind
union all
select date_trunc('hour', occurred_at) as hour, kind, place_id, count(*) as events,
  count(distinct user_id) as users, cast(coalesce(sum(amount_minor_units), 0) as bigint) as amount_minor_units
from source_activity
where place_id is not null
group by date_trunc('hour', occurred_at), kind, place_id
