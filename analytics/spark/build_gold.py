"""The files of sql/ on Spark: gold as Delta tables, and last the version that says so."""

import datetime
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

TABLES = ["hourly_activity", "user_hour", "place_day", "funnel_day", "user_week", "retention_week", "anomaly_coefficients"]


def read_sql(folder: str, name: str) -> str:
    return (Path(folder) / f"{name}.sql").read_text(encoding="utf-8")


def build_gold(spark: SparkSession, sql: str, gold: str, silver: DataFrame) -> None:
    silver.createOrReplaceTempView("silver_activity")
    silver.createOrReplaceTempView("source_activity")
    for name in TABLES:
        table = spark.sql(read_sql(sql, name))
        table.write.format("delta").mode("overwrite").option("overwriteSchema", "true").save(f"{gold}/{name}")
        spark.read.format("delta").load(f"{gold}/{name}").createOrReplaceTempView(name)
    publish_version(spark, gold, silver)


def publish_version(spark: SparkSession, gold: str, silver: DataFrame) -> None:
    path = f"{gold}/gold_version"
    try:
        last = spark.read.format("delta").load(path).agg(F.max("version")).first()[0]
    except Exception as error:  # noqa: BLE001 - the first version
        if "DELTA_TABLE_NOT_FOUND" not in str(error) and "PATH_NOT_FOUND" not in str(error) and "not a Delta table" not in str(error):
            raise
        last = 0
    through = silver.agg(F.max("recorded_at")).first()[0]
    now = datetime.datetime.now(datetime.timezone.utc)
    row = spark.createDataFrame([(last + 1, now, through)], "version bigint, published_at timestamp, through timestamp")
    row.write.format("delta").mode("append").save(path)


def propensity_features(spark: SparkSession, sql: str, cut: datetime.datetime, horizon_days: int) -> DataFrame:
    spark.createDataFrame([(cut, horizon_days)], "cut timestamp, horizon_days int").createOrReplaceTempView("parameters")
    return spark.sql(read_sql(sql, "propensity_features"))
