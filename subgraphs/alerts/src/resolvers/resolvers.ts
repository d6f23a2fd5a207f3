import { DateTime } from '@headgate/subgraph-server/scalars.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { Alert } from './alert.ts';
import { AlertCondition } from './alert-condition.ts';
import { AlertRule } from './alert-rule.ts';
import { Mutation } from './mutation.ts';
import { Query } from './query.ts';
import { Subscription } from './subscription.ts';

export const resolvers: Resolvers = {
  Alert,
  AlertCondition,
  AlertRule,
  DateTime,
  Mutation,
  Query,
  Subscription,
};
