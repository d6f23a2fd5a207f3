/*
 * What the subgraph asks of gold, in the SQL that DuckDB and Transact-SQL share: tables stand in braces, parameters begin
 * with `@`, and instead of LIMIT or TOP rows are numbered.
 */
export const goldQueries = {
  hourly: `
    select hour, sum(events) as events, min(users) as users
    from {hourly_activity}
    where hour >= @since and hour < @until and place_id = @place and (kind = @kind or @kind = '*')
    group by hour
    order by hour`,
  forecast: `
    select hour, low, expected, high, method, error
    from {hourly_forecast}
    where hour >= @since and hour < @until and place_id = @place and kind = @kind
    order by hour`,
  topPlaces: `
    select place_id, events, purchases, amount, latitude, longitude
    from (
      select place_id, sum(events) as events, sum(purchases) as purchases, sum(amount_minor_units) as amount,
        avg(latitude) as latitude, avg(longitude) as longitude,
        row_number() over (order by sum(events) desc, place_id) as place
      from {place_day}
      where day >= @since and day < @until
      group by place_id
    ) as places
    where place <= @first
    order by place`,
  retention: `
    select cohort, weeks_later, users, size
    from (
      select cohort, weeks_later, users, size, dense_rank() over (order by cohort desc) as age
      from {retention_week}
    ) as cohorts
    where age <= @cohorts
    order by cohort, weeks_later`,
  funnel: `
    select sum(viewed) as viewed, sum(clicked) as clicked, sum(checked_in) as checked_in, sum(purchased) as purchased
    from {funnel_day}
    where day >= @since and day < @until`,
  propensityBands: `
    select band, count(*) as users
    from (
      select case when chance >= 1 then 9 else floor(chance * 10) end as band from {propensity}
    ) as chances
    group by band
    order by band`,
  userHours: `
    select hour, sum(events) as events
    from {user_hour}
    where user_id = @user and hour >= @since and hour < @until
    group by hour`,
  userPropensity: `
    select chance, horizon_days from {propensity} where user_id = @user`,
  modelCards: `
    select name, trained_at, description, trained_on, tested_on, metric, value, baseline, baseline_value
    from {model_card}
    order by name`,
} as const;
