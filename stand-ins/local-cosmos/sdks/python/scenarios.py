"""What an application does with the official Python SDK, against the account that COSMOS_ENDPOINT and COSMOS_KEY name."""

import datetime
import os
import sys
import uuid

from azure.core import MatchConditions
from azure.cosmos import CosmosClient, PartitionKey, ThroughputProperties
from azure.cosmos.exceptions import CosmosBatchOperationError, CosmosHttpResponseError

SQUARE = "{'type':'Polygon','coordinates':[[[6.995,50.9],[7.025,50.9],[7.025,51.1],[6.995,51.1],[6.995,50.9]]]}"

client = CosmosClient(os.environ["COSMOS_ENDPOINT"], os.environ["COSMOS_KEY"])
database = client.create_database(f"python-{uuid.uuid4()}")
container = database.create_container(
    "items",
    PartitionKey("/owner"),
    default_ttl=-1,
    indexing_policy={
        "indexingMode": "consistent",
        "includedPaths": [{"path": "/*"}],
        "excludedPaths": [],
        "compositeIndexes": [
            [{"path": "/kind", "order": "ascending"}, {"path": "/n", "order": "descending"}]
        ],
    },
)


def item(n):
    return {
        "id": f"d{n}",
        "owner": f"u{n % 5}",
        "n": n,
        "kind": "abc"[n % 3],
        "tags": [f"t{n % 4}", "x"],
        "at": {"type": "Point", "coordinates": [7.0 + n * 0.01, 51.0]},
    }


for number in range(60):
    container.create_item(item(number))

passed, failed = 0, 0


def check(name, run, expected):
    global passed, failed
    try:
        found = run()
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is the finding
        found = f"{type(error).__name__}: {str(error).splitlines()[0]}"
    if found == expected:
        passed += 1
    else:
        failed += 1
        print(f"python: {name}: expected {expected}, found {found}")


def query(text, **options):
    return list(container.query_items(text, **(options or {"enable_cross_partition_query": True})))


def status(run):
    try:
        run()
    except CosmosHttpResponseError as error:
        return error.status_code
    return 200


check("reads the container", lambda: container.read()["id"], "items")
check("finds the database", lambda: database.id in [one["id"] for one in client.list_databases()], True)
check("reads throughput", lambda: container.get_throughput().offer_throughput, 400)
check("replaces throughput", lambda: container.replace_throughput(500).offer_throughput, 500)
check(
    "scales automatically",
    lambda: database.create_container(
        "scaled", PartitionKey("/owner"), offer_throughput=ThroughputProperties(auto_scale_max_throughput=4000)
    ).get_throughput().auto_scale_max_throughput,
    4000,
)
check("reads an item", lambda: container.read_item("d3", "u3")["n"], 3)
check(
    "reads many",
    lambda: sorted(one["id"] for one in container.read_items([("d3", "u3"), ("d4", "u4"), ("none", "u1")])),
    ["d3", "d4"],
)
check("reads all", lambda: len(list(container.read_all_items())), 60)
check(
    "patches",
    lambda: container.patch_item("d3", "u3", [{"op": "add", "path": "/tags/-", "value": "y"}])["tags"],
    ["t3", "x", "y"],
)
check(
    "refuses what changed meanwhile",
    lambda: status(
        lambda: container.replace_item("d1", item(1), etag='"other"', match_condition=MatchConditions.IfNotModified)
    ),
    412,
)
check("answers 404", lambda: status(lambda: container.read_item("none", "u1")), 404)
check("answers 409", lambda: status(lambda: container.create_item(item(1))), 409)


def run_batch():
    operations = [("create", ({"id": "b1", "owner": "u1"},)), ("read", ("d1",)), ("delete", ("b1",))]
    return [one["statusCode"] for one in container.execute_item_batch(operations, "u1")]


def fail_batch():
    operations = [("create", ({"id": "b1", "owner": "u1"},)), ("create", (item(1),))]
    try:
        container.execute_item_batch(operations, "u1")
    except CosmosBatchOperationError as error:
        return [one["statusCode"] for one in error.operation_responses]


check("runs a batch", run_batch, [201, 200, 204])
check("runs all of a batch or nothing", fail_batch, [424, 409])

check("filters", lambda: len(query("SELECT * FROM c WHERE c.kind = 'a'")), 20)
check("orders", lambda: query("SELECT VALUE c.n FROM c ORDER BY c.n DESC OFFSET 1 LIMIT 2"), [58, 57])
check(
    "orders by two",
    lambda: query("SELECT VALUE c.n FROM c ORDER BY c.kind ASC, c.n DESC OFFSET 1 LIMIT 2"),
    [54, 51],
)
check("counts", lambda: query("SELECT VALUE COUNT(1) FROM c"), [60])
check("groups", lambda: sorted(one["k"] for one in query("SELECT c.kind, COUNT(1) AS k FROM c GROUP BY c.kind")), [20] * 3)
check("intersects", lambda: len(query(f"SELECT * FROM c WHERE ST_INTERSECTS(c.at, {SQUARE})")), 3)
check("adds integers", lambda: query("SELECT VALUE INTADD(1, c.n) FROM c WHERE c.id = 'd1'"), [2])
check("numbers documents", lambda: len(set(query("SELECT VALUE DOCUMENTID(c) FROM c"))), 60)
check("finds words", lambda: len(query("SELECT * FROM c WHERE FULLTEXTCONTAINS(c.kind, 'B')")), 20)


def page_through():
    pages = container.query_items("SELECT * FROM c", partition_key="u1", max_item_count=5).by_page()
    first = len(list(next(pages)))
    rest = container.query_items("SELECT * FROM c", partition_key="u1", max_item_count=5).by_page(
        pages.continuation_token
    )
    return [first, *[len(list(page)) for page in rest]]


check("goes on from a continuation token", page_through, [5, 5, 2])


def metrics():
    query("SELECT * FROM c WHERE c.n = 1", enable_cross_partition_query=True, populate_query_metrics=True)
    text = container.client_connection.last_response_headers["x-ms-documentdb-query-metrics"]
    return len(text.split(";"))


check("gives metrics of a query", metrics, 17)

whole = list(container.read_feed_ranges())
own = [container.feed_range_from_partition_key(f"u{n}") for n in range(5)]
check("has one physical partition", lambda: len(whole), 1)
check("queries by the feed range of a key", lambda: len(query("SELECT * FROM c", feed_range=own[1])), 12)
check("knows whose range is in which", lambda: all(container.is_feed_range_subset(whole[0], one) for one in own), True)


def changes(**options):
    return [one["id"] for one in container.query_items_change_feed(**options)]


check("reads changes from the beginning", lambda: len(changes(start_time="Beginning")), 60)
check("reads changes of a key", lambda: len(changes(start_time="Beginning", partition_key="u1")), 12)
check("reads changes by the range of a key", lambda: len(changes(start_time="Beginning", feed_range=own[1])), 12)
hour = datetime.timedelta(hours=1)
check("reads changes since a time", lambda: len(changes(start_time=datetime.datetime.now(datetime.timezone.utc) - hour)), 60)


def read_on():
    changes(start_time="Beginning")
    token = container.client_connection.last_response_headers["etag"]
    container.upsert_item({**item(100), "id": "later"})
    return changes(continuation=token)


def read_versions():
    mode = {"mode": "AllVersionsAndDeletes"}
    list(container.query_items_change_feed(**mode))
    token = container.client_connection.last_response_headers["etag"]
    container.upsert_item({**item(100), "id": "brief"})
    container.upsert_item({**item(101), "id": "brief", "owner": "u0"})
    container.delete_item("brief", "u0")
    feed = container.query_items_change_feed(**mode, continuation=token)
    return [one["metadata"]["operationType"] for one in feed]


check("goes on with the change feed", read_on, ["later"])
check("reads all versions and deletes", read_versions, ["create", "replace", "delete"])


def delete_partition():
    container.delete_all_items_by_partition_key("u4")
    return len(query("SELECT * FROM c", partition_key="u4"))


check("deletes a partition", delete_partition, 0)


def nest_keys():
    nested = database.create_container("nested", PartitionKey(["/t", "/u"], kind="MultiHash"))
    for letter in "bc":
        nested.create_item({"id": letter, "t": "a", "u": letter})
    return [len(list(nested.query_items("SELECT * FROM c", partition_key=key))) for key in (["a"], ["a", "b"])]


check("queries the levels of a key", nest_keys, [2, 1])
check(
    "keeps the analytical time to live",
    lambda: database.create_container("analytical", PartitionKey("/u"), analytical_storage_ttl=-1).read()[
        "analyticalStorageTtl"
    ],
    -1,
)


def compute():
    computed = database.create_container(
        "computed",
        PartitionKey("/owner"),
        computed_properties=[{"name": "small", "query": "SELECT VALUE LOWER(c.name) FROM c"}],
    )
    computed.create_item({"id": "1", "owner": "o", "name": "ADA"})
    text = "SELECT c.small FROM c WHERE c.small = 'ada'"
    return list(computed.query_items(text, partition_key="o"))


check("computes properties", compute, [{"small": "ada"}])
check("has no stored procedures, users and conflicts", lambda: [
    *container.scripts.list_stored_procedures(), *database.list_users(), *container.list_conflicts()
], [])

client.delete_database(database.id)
print(f"python: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
