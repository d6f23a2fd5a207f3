/** What an engine has done since it was created. */
export interface EngineCounters {
  /** Requests that left for a subgraph. */
  subgraphRequests: number;
  /** Entities that were already asked for in the same request. */
  representationsDeduplicated: number;
  /** Entities that were not asked for, since other fetches of the same operation had brought the same fields. */
  entitiesReused: number;
  /** Fetches of a plan that became part of a request with the same operation. */
  fetchesMerged: number;
  /** Fetches of a plan that became an alias in a request with other operations. */
  fetchesAliased: number;
  /** Fetches that waited for a later request to their subgraph. */
  fetchesPostponed: number;
  /** Requests that left without some of their fetches, which came too late. */
  wavesSplit: number;
  /** Fetches that got the answer of an identical one in flight. */
  fetchesShared: number;
  /** Queries that got the answer of an identical one that was running. */
  operationsShared: number;
  fetchesRetried: number;
  fetchesTimedOut: number;
  fetchesCancelled: number;
  /** Fetches that were not tried because their subgraph had been failing. */
  fetchesRejected: number;
  /** Fetches that were given less time than their subgraph may take, since the request had less. */
  fetchesHurried: number;
  /** Connections opened to subgraphs; the others were kept from requests before. */
  connectionsOpened: number;
  /** Operations looked for in the plan cache. */
  planLookups: number;
  /** Those that it had not. */
  planMisses: number;
  /** Plans that were made, rather than found in a store. */
  plansMade: number;
}

export function createEngineCounters(): EngineCounters {
  return {
    subgraphRequests: 0,
    representationsDeduplicated: 0,
    entitiesReused: 0,
    fetchesMerged: 0,
    fetchesAliased: 0,
    fetchesPostponed: 0,
    wavesSplit: 0,
    fetchesShared: 0,
    operationsShared: 0,
    fetchesRetried: 0,
    fetchesTimedOut: 0,
    fetchesCancelled: 0,
    fetchesRejected: 0,
    fetchesHurried: 0,
    connectionsOpened: 0,
    planLookups: 0,
    planMisses: 0,
    plansMade: 0,
  };
}
