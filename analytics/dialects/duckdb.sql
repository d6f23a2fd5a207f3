-- What Spark SQL has and DuckDB calls by another name, so that the files in sql/ run on both.
create or replace macro unix_timestamp(t) as cast(floor(epoch(t)) as bigint);
create or replace macro pmod(a, b) as ((a % b) + b) % b;
create or replace macro date_add(d, n) as cast(d as date) + cast(n as integer);
create or replace macro datediff(a, b) as cast(date_diff('day', cast(b as timestamp), cast(a as timestamp)) as integer);
create or replace macro log1p(x) as ln(1 + x);
