-- How many users came how far in a day: each step counts those who took it after the step before.
with firsts as (
  select cast(occurred_at as date) as day, user_id,
    min(case when kind = 'VIEW' then occurred_at end) as viewed,
    max(case when kind = 'CLICK' then occurred_at end) as clicked,
    max(case when kind = 'CHECK_IN' then occurred_at end) as checked_in,
    max(case when kind = 'PURCHASE' then occurred_at end) as purchased
  from source_activity
  group by cast(occurred_at as date), user_id
)
select day,
  cast(sum(case when viewed is not null then 1 else 0 end) as bigint) as viewed,
  cast(sum(case when clicked >= viewed then 1 else 0 end) as bigint) as clicked,
  cast(sum(case when clicked >= viewed and checked_in >= viewed then 1 else 0 end) as bigint) as checked_in,
  cast(sum(case when clicked >= viewed and purchased >= viewed then 1 else 0 end) as bigint) as purchased
from firsts
group by day
