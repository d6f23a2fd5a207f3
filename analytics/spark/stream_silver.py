"""Landing zone to the Delta table silver_activity: what is new since the last run, merged by key.

Half-written files begin with an underscore, and Spark leaves them out. The newest row of a key wins, marker 2 deletes it.
A run that is repeated changes nothing.
"""

from delta.tables import DeltaTable
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

COLUMNS = (
    "user_id string, id string, event_id string, kind string, occurred_at timestamp, recorded_at timestamp, "
    "latitude double, longitude double, place_id string, amount_minor_units bigint, currency string, "
    "session_id string, cosmos_ts bigint, cosmos_lsn bigint"
)
LANDED = COLUMNS + ", __rowMarker__ int"


def ensure_silver(spark: SparkSession, silver: str) -> DeltaTable:
    builder = DeltaTable.createIfNotExists(spark).location(silver)
    for column in COLUMNS.split(", "):
        builder = builder.addColumn(*column.split(" "))
    # Readers without deletion vectors, such as those on other engines, see deletions too.
    return (
        builder.addColumn("ingest_date", "date")
        .partitionedBy("ingest_date")
        .property("delta.enableDeletionVectors", "false")
        .execute()
    )


def merge_batch(silver: DeltaTable):
    def merge(batch: DataFrame, _number: int) -> None:
        newest = Window.partitionBy("user_id", "id").orderBy(F.desc("file"), F.desc("cosmos_lsn"))
        rows = (
            batch.withColumn("file", F.input_file_name())
            .withColumn("row_marker", F.coalesce("__rowMarker__", F.lit(4)))
            .withColumn("version", F.row_number().over(newest))
            .where("version = 1")
            .withColumn("ingest_date", F.to_date("recorded_at"))
            .drop("version", "file", "__rowMarker__")
        )
        values = {name: f"s.{name}" for name in silver.toDF().columns}
        (
            silver.alias("t")
            .merge(rows.alias("s"), "t.user_id = s.user_id and t.id = s.id")
            .whenMatchedDelete("s.row_marker = 2")
            .whenMatchedUpdate(set=values)
            .whenNotMatchedInsert("s.row_marker <> 2", values=values)
            .execute()
        )

    return merge


def stream_silver(
    spark: SparkSession, landing: str, silver: str, checkpoint: str, files_per_batch: int = 50
) -> DeltaTable:
    table = ensure_silver(spark, silver)
    query = (
        spark.readStream.schema(LANDED)
        .option("maxFilesPerTrigger", files_per_batch)
        .parquet(f"{landing}/activity")
        .writeStream.foreachBatch(merge_batch(table))
        .option("checkpointLocation", checkpoint)
        .trigger(availableNow=True)
        .start()
    )
    query.awaitTermination()
    return table


def erase_users(spark: SparkSession, landing: str, silver: str) -> None:
    """Deletes whoever is erased; `vacuum` takes the files of it away after the term."""
    try:
        erased = spark.read.parquet(f"{landing}/erasures").select("user_id").distinct()
    except Exception as error:  # noqa: BLE001 - nobody has been erased yet
        if "PATH_NOT_FOUND" not in str(error):
            raise
        return
    table = DeltaTable.forPath(spark, silver)
    table.alias("t").merge(erased.alias("e"), "t.user_id = e.user_id").whenMatchedDelete().execute()


def maintain(spark: SparkSession, silver: str, retain_hours: int = 168) -> None:
    """Compacts small files, clustered by user, and removes those that nobody reads any more."""
    table = DeltaTable.forPath(spark, silver)
    table.optimize().executeZOrderBy("user_id")
    table.vacuum(retain_hours)
