import type { InMemoryCacheConfig } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { alertPages, alertProgress } from './merge-alerts.ts';

/** What `@key` is made of is what keys of a cache are made of: the id of an activity is unique to its user alone. */
const ofUser = { keyFields: ['id', 'userId'] };

/** How a cache knows entities again, and puts pages of lists together. */
export const cachePolicies: InMemoryCacheConfig = {
  possibleTypes: {
    AlertCondition: [
      'AnomalyCondition',
      'GeofenceCondition',
      'InactivityCondition',
      'PredictedCondition',
      'ThresholdCondition',
    ],
  },
  typePolicies: {
    Activity: ofUser,
    Alert: { ...ofUser, fields: alertProgress },
    AlertRule: ofUser,
    GeoPoint: { keyFields: false },
    NotificationPreferences: { merge: true },
    PageInfo: { merge: true },
    Query: { fields: { alerts: alertPages, places: relayStylePagination(['near', 'withinMeters']) } },
    User: { fields: { activities: relayStylePagination(['kinds', 'since', 'until']) } },
  },
};
