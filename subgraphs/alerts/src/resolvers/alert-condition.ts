import type { AlertConditionResolvers, GeofenceConditionResolvers } from '../__generated__/resolvers.ts';

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
    }
  },
};

export const GeofenceCondition: GeofenceConditionResolvers = {
  place: ({ placeId }) => (placeId === null ? null : { id: placeId }),
};
