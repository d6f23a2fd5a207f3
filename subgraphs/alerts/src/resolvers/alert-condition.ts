import type { AlertConditionResolvers } from '../__generated__/resolvers.ts';

export const AlertCondition: AlertConditionResolvers = {
  __resolveType: ({ kind }) => {
    switch (kind) {
      case 'geofence':
        return 'GeofenceCondition';
      case 'threshold':
        return 'ThresholdCondition';
      case 'inactivity':
        return 'InactivityCondition';
      case 'anomaly':
        return 'AnomalyCondition';
      case 'predicted':
        return 'PredictedCondition';
    }
  },
};
