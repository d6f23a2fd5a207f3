"""One run of the jobs: python run_jobs.py --landing L --lake D --sql S. Platforms call main() with their own paths."""

import argparse

from build_gold import build_gold
from session import open_session
from stream_silver import erase_users, maintain, stream_silver


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--landing", required=True, help="folder of the landing zone, such as abfss://WORKSPACE@onelake…")
    parser.add_argument("--lake", required=True, help="where silver, gold and checkpoints are kept")
    parser.add_argument("--sql", required=True, help="folder of the .sql files")
    parser.add_argument("--maintain", action="store_true", help="compact and clean up afterwards: once a day")
    options = parser.parse_args(arguments)
    spark = open_session("headgate-insights")
    silver = f"{options.lake}/silver/activity"
    table = stream_silver(spark, options.landing, silver, f"{options.lake}/checkpoints/silver_activity")
    erase_users(spark, options.landing, silver)
    build_gold(spark, options.sql, f"{options.lake}/gold", table.toDF())
    if options.maintain:
        maintain(spark, silver)


if __name__ == "__main__":
    main()
