-- How often each user did what in which hour.
select date_trunc('hour', occurred_at) as hour, user_id, kind, count(*) as events
from source_activity
group by date_trunc('hour', occurred_at), user_id, kind
