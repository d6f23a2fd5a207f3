import com.azure.cosmos.CosmosClient;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.CosmosDatabase;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.GatewayConnectionConfig;
import com.azure.cosmos.models.CosmosBatch;
import com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import com.azure.cosmos.models.CosmosContainerProperties;
import com.azure.cosmos.models.CosmosItemIdentity;
import com.azure.cosmos.models.CosmosItemRequestOptions;
import com.azure.cosmos.models.CosmosPatchOperations;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.FeedRange;
import com.azure.cosmos.models.FeedResponse;
import com.azure.cosmos.models.PartitionKey;
import com.azure.cosmos.models.SqlParameter;
import com.azure.cosmos.models.SqlQuerySpec;
import com.azure.cosmos.models.ThroughputProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** What an application does with the official Java SDK, against the account that COSMOS_ENDPOINT and COSMOS_KEY name. */
public final class Scenarios {
  private static final ObjectMapper json = new ObjectMapper();
  private static int failures = 0;
  private static int passes = 0;

  public static void main(String[] arguments) {
    CosmosClient client =
        new CosmosClientBuilder()
            .endpoint(System.getenv("COSMOS_ENDPOINT"))
            .key(System.getenv("COSMOS_KEY"))
            .gatewayMode(GatewayConnectionConfig.getDefaultConfig())
            .contentResponseOnWriteEnabled(true)
            .buildClient();
    String name = "java-" + System.nanoTime();
    client.createDatabase(name);
    CosmosDatabase database = client.getDatabase(name);
    CosmosContainerProperties properties = new CosmosContainerProperties("items", "/owner");
    database.createContainer(properties, ThroughputProperties.createManualThroughput(400));
    CosmosContainer container = database.getContainer("items");
    for (int n = 0; n < 60; n += 1) container.createItem(item("d" + n, "u" + n % 5, n));

    check("reads the container", () -> container.read().getProperties().getId(), "items");
    check("reads and replaces throughput", () -> {
      container.replaceThroughput(ThroughputProperties.createManualThroughput(500));
      return container.readThroughput().getProperties().getManualThroughput();
    }, 500);
    check("reads an item", () -> container.readItem("d3", new PartitionKey("u3"), JsonNode.class).getItem().get("n").asInt(), 3);
    check("reads many", () -> container.readMany(List.of(
        new CosmosItemIdentity(new PartitionKey("u3"), "d3"),
        new CosmosItemIdentity(new PartitionKey("u4"), "d4"),
        new CosmosItemIdentity(new PartitionKey("u1"), "none")), JsonNode.class).getResults().size(), 2);
    check("reads a whole partition", () -> count(container.readAllItems(new PartitionKey("u1"), JsonNode.class).iterableByPage()), 12);
    check("patches", () -> container.patchItem("d3", new PartitionKey("u3"),
        CosmosPatchOperations.create().increment("/n", 0).set("/up", 4), JsonNode.class).getItem().get("up").asInt(), 4);
    check("runs a batch", () -> {
      CosmosBatch batch = CosmosBatch.createCosmosBatch(new PartitionKey("u1"));
      batch.createItemOperation(item("b1", "u1", 1));
      batch.readItemOperation("d1");
      batch.deleteItemOperation("b1");
      return container.executeCosmosBatch(batch).isSuccessStatusCode();
    }, true);
    check("refuses what changed meanwhile", () -> {
      CosmosItemRequestOptions options = new CosmosItemRequestOptions();
      options.setIfMatchETag("\"other\"");
      return status(() -> container.replaceItem(item("d1", "u1", 1), "d1", new PartitionKey("u1"), options));
    }, 412);
    check("answers 404", () -> status(() -> container.readItem("none", new PartitionKey("u1"), JsonNode.class)), 404);
    check("answers 409", () -> status(() -> container.createItem(item("d1", "u1", 1))), 409);

    check("queries with a parameter", () -> query(container, new SqlQuerySpec(
        "SELECT * FROM c WHERE c.n < @n", new SqlParameter("@n", 7)), null).size(), 7);
    check("orders and limits", () -> text(query(container, new SqlQuerySpec(
        "SELECT VALUE c.n FROM c ORDER BY c.n DESC OFFSET 1 LIMIT 3"), null)), "[58, 57, 56]");
    check("counts", () -> text(query(container, new SqlQuerySpec("SELECT VALUE COUNT(1) FROM c"), null)), "[60]");
    check("groups", () -> query(container, new SqlQuerySpec(
        "SELECT c.owner, SUM(c.n) AS total FROM c GROUP BY c.owner"), null).size(), 5);
    check("finds distinct values", () -> query(container, new SqlQuerySpec("SELECT DISTINCT VALUE c.owner FROM c"), null).size(), 5);
    check("gives metrics of a query", () -> {
      CosmosQueryRequestOptions options = new CosmosQueryRequestOptions();
      options.setQueryMetricsEnabled(true);
      return query(container, new SqlQuerySpec("SELECT * FROM c WHERE c.n = 1"), options).size();
    }, 1);
    check("goes on from a continuation token", () -> {
      CosmosQueryRequestOptions options = new CosmosQueryRequestOptions();
      options.setPartitionKey(new PartitionKey("u1"));
      FeedResponse<JsonNode> first = container.queryItems("SELECT * FROM c", options, JsonNode.class)
          .iterableByPage(5).iterator().next();
      return first.getResults().size() + count(container.queryItems("SELECT * FROM c", options, JsonNode.class)
          .iterableByPage(first.getContinuationToken(), 5));
    }, 12);
    check("queries by a part of the feed", () -> {
      int total = 0;
      for (FeedRange range : split(container)) {
        CosmosQueryRequestOptions options = new CosmosQueryRequestOptions();
        options.setFeedRange(range);
        total += query(container, new SqlQuerySpec("SELECT * FROM c"), options).size();
      }
      return total;
    }, 60);
    check("reads the change feed by its parts", () -> {
      int total = 0;
      for (FeedRange range : split(container))
        total += count(container.queryChangeFeed(
            CosmosChangeFeedRequestOptions.createForProcessingFromBeginning(range), JsonNode.class).iterableByPage());
      return total;
    }, 60);
    check("goes on with the change feed", () -> {
      String token = null;
      for (FeedResponse<JsonNode> page : container.queryChangeFeed(
          CosmosChangeFeedRequestOptions.createForProcessingFromNow(FeedRange.forFullRange()), JsonNode.class)
          .iterableByPage()) token = page.getContinuationToken();
      container.upsertItem(item("later", "u2", 100));
      return count(container.queryChangeFeed(
          CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(token), JsonNode.class).iterableByPage());
    }, 1);
    check("reads all versions and deletes", () -> {
      String token = null;
      for (FeedResponse<JsonNode> page : container.queryChangeFeed(
          CosmosChangeFeedRequestOptions.createForProcessingFromNow(FeedRange.forFullRange()).allVersionsAndDeletes(),
          JsonNode.class).iterableByPage()) token = page.getContinuationToken();
      container.upsertItem(item("brief", "u2", 100));
      container.deleteItem("brief", new PartitionKey("u2"), new CosmosItemRequestOptions());
      List<String> kinds = new ArrayList<>();
      for (FeedResponse<JsonNode> page : container.queryChangeFeed(
          CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(token).allVersionsAndDeletes(),
          JsonNode.class).iterableByPage())
        for (JsonNode change : page.getResults()) kinds.add(change.get("metadata").get("operationType").asText());
      return kinds.toString();
    }, "[create, delete]");
    check("deletes a partition", () -> {
      container.deleteAllItemsByPartitionKey(new PartitionKey("u4"), new CosmosItemRequestOptions());
      return count(container.readAllItems(new PartitionKey("u4"), JsonNode.class).iterableByPage());
    }, 0);
    check("keeps the analytical time to live", () -> {
      CosmosContainerProperties analytical = new CosmosContainerProperties("analytical", "/owner");
      analytical.setAnalyticalStoreTimeToLiveInSeconds(-1);
      database.createContainer(analytical);
      return database.getContainer("analytical").read().getProperties().getAnalyticalStoreTimeToLiveInSeconds();
    }, -1);

    database.delete();
    client.close();
    System.out.println("java: " + passes + " passed, " + failures + " failed");
    System.exit(failures == 0 ? 0 : 1);
  }

  private static ObjectNode item(String id, String owner, int n) {
    return json.createObjectNode().put("id", id).put("owner", owner).put("n", n);
  }

  /** The container's feed in three parts, as readers that share the work take it. */
  private static List<FeedRange> split(CosmosContainer container) {
    return List.of(
        FeedRange.fromString(range("", "15")),
        FeedRange.fromString(range("15", "2A")),
        FeedRange.fromString(range("2A", "FF")));
  }

  private static String range(String from, String to) {
    String text = "{\"Range\":{\"min\":\"" + from + "\",\"max\":\"" + to + "\",\"isMinInclusive\":true,\"isMaxInclusive\":false}}";
    return java.util.Base64.getEncoder().encodeToString(text.getBytes());
  }

  private static List<JsonNode> query(CosmosContainer container, SqlQuerySpec spec, CosmosQueryRequestOptions options) {
    return container.queryItems(spec, options == null ? new CosmosQueryRequestOptions() : options, JsonNode.class)
        .stream().toList();
  }

  private static String text(List<JsonNode> items) {
    return items.toString();
  }

  private static int count(Iterable<FeedResponse<JsonNode>> pages) {
    int total = 0;
    for (FeedResponse<JsonNode> page : pages) total += page.getResults().size();
    return total;
  }

  private static int status(Callable<?> call) throws Exception {
    try {
      call.call();
      return 200;
    } catch (CosmosException error) {
      return error.getStatusCode();
    }
  }

  private static void check(String name, Callable<?> run, Object expected) {
    try {
      Object found = run.call();
      if (Objects.equals(found, expected)) {
        passes += 1;
        return;
      }
      System.out.println("java: " + name + ": expected " + expected + ", found " + found);
    } catch (Throwable error) {
      System.out.println("java: " + name + ": " + error.toString().lines().findFirst().orElse(""));
    }
    failures += 1;
  }
}
