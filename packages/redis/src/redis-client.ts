import type { Cluster, Redis } from 'ioredis';

/** A client of one Redis, or of a cluster. */
export type RedisClient = Redis | Cluster;
