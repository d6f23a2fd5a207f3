import { DateTime } from '@headgate/subgraph-server/scalars.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { Place } from './place.ts';
import { Query } from './query.ts';
import { Subscription } from './subscription.ts';
import { User } from './user.ts';

export const resolvers: Resolvers = { DateTime, Place, Query, Subscription, User };
