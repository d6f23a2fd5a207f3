"""For the test: the jobs on a landing zone, with the stream restarted and broken off, then gold, and MLlib's model."""

import datetime
import json
import os
import sys
import time
from pathlib import Path

from build_gold import TABLES, build_gold, propensity_features, publish_version
from delta.tables import DeltaTable
from session import open_session
from stream_silver import erase_users, maintain, stream_silver
from train_propensity import train_propensity

landing, lake, sql, out, cut, horizon = sys.argv[1:]
silver, checkpoint = f"{lake}/silver/activity", f"{lake}/checkpoints/silver_activity"
os.makedirs(out)
started = time.monotonic()


def step(what: str) -> None:
    print(f"spark: {what} ({time.monotonic() - started:.0f} s)", flush=True)


spark = open_session("check")
step("session")


def merges() -> int:
    return [row["operation"] for row in DeltaTable.forPath(spark, silver).history().collect()].count("MERGE")


def content() -> list:
    """How many rows silver has, and a sum over all of their values."""
    rows = spark.read.format("delta").load(silver)
    row = rows.selectExpr("count(*)", f"sum(hash({', '.join(rows.columns)}))").first()
    return [row[0], row[1]]


table = stream_silver(spark, landing, silver, checkpoint, files_per_batch=5)
streamed = {"merges": merges(), "content": content()}
step("stream from nothing")
stream_silver(spark, landing, silver, checkpoint, files_per_batch=5)
again = {"merges": merges(), "content": content()}
step("stream again, with nothing new")
# As it is when a run ends after a batch is merged and before that is noted.
commits = sorted((int(path.name), path) for path in Path(checkpoint, "commits").iterdir() if path.name.isdigit())
for noted in (commits[-1][1], commits[-1][1].with_name(f".{commits[-1][1].name}.crc")):
    noted.unlink(missing_ok=True)
stream_silver(spark, landing, silver, checkpoint, files_per_batch=5)
broken = {"merges": merges(), "content": content()}
step("stream broken off before it noted its last batch")

erase_users(spark, landing, silver)
build_gold(spark, sql, f"{lake}/gold", table.toDF())
step("gold")
maintain(spark, silver)
kept = content()
publish_version(spark, f"{lake}/gold", table.toDF())
step("compaction and vacuum")

buyers = propensity_features(spark, sql, datetime.datetime.fromisoformat(cut), int(horizon)).coalesce(1).cache()
buyers.write.parquet(f"{out}/propensity_features")
model = train_propensity(buyers)
step("model")

read = lambda name: spark.read.format("delta").load(f"{lake}/gold/{name}")  # noqa: E731
report = {
    "model": model,
    "streams": [streamed, again, broken],
    "batches": len(commits),
    "kept": kept,
    "versions": [row["version"] for row in read("gold_version").orderBy("version").collect()],
    "files": {name: [path.removeprefix("file://") for path in read(name).inputFiles()] for name in TABLES},
}
Path(out, "report.json").write_text(json.dumps(report), encoding="utf-8")
step("report")
spark.stop()
