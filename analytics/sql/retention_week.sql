-- Of the users who came first in a week, how many came again so many weeks later.
with cohorts as (
  select user_id, min(week) as cohort from user_week group by user_id
),
sizes as (
  select cohort, count(*) as size from cohorts group by cohort
)
select c.cohort, cast(datediff(w.week, c.cohort) / 7 as integer) as weeks_later, count(*) as users, s.size
from user_week as w
join cohorts as c on c.user_id = w.user_id
join sizes as s on s.cohort = c.cohort
group by c.cohort, cast(datediff(w.week, c.cohort) / 7 as integer), s.size
