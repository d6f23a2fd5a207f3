import { DateTime, JSONValue } from '@headgate/subgraph-server/scalars.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { Activity } from './activity.ts';
import { Mutation } from './mutation.ts';
import { Place } from './place.ts';
import { Query } from './query.ts';
import { User } from './user.ts';

export const resolvers: Resolvers = { Activity, DateTime, JSON: JSONValue, Mutation, Place, Query, User };
