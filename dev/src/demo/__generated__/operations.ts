/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type ActivityKind =
  | 'CHECK_IN'
  | 'CLICK'
  | 'CUSTOM'
  | 'PURCHASE'
  | 'SIGN_IN'
  | 'VIEW';

/** Alerts are in the list and in the live subscription anyway. */
export type AlertChannel =
  /** To the user's devices, as their notification preferences allow. */
  | 'PUSH';

/** Exactly one of the fields. */
export type AlertConditionInput = {
  anomaly?: AnomalyConditionInput | null | undefined;
  geofence?: GeofenceConditionInput | null | undefined;
  inactivity?: InactivityConditionInput | null | undefined;
  predicted?: PredictedConditionInput | null | undefined;
  threshold?: ThresholdConditionInput | null | undefined;
};

/** From the least to the most pressing. */
export type AlertSeverity =
  | 'CRITICAL'
  | 'INFO'
  | 'WARNING';

export type AnomalyConditionInput = {
  /** Default: all. */
  activityKind?: ActivityKind | null | undefined;
  /** From 1 to 10. */
  minDeviations?: number;
};

export type CreateAlertRuleInput = {
  channels?: Array<AlertChannel> | null | undefined;
  condition: AlertConditionInput;
  /** From 0 to 604,800 (a week). */
  cooldownSeconds?: number | null | undefined;
  name: string;
  severity?: AlertSeverity | null | undefined;
};

export type DevicePlatform =
  | 'ANDROID'
  | 'BROWSER'
  | 'IOS'
  | 'WINDOWS';

export type GeoPointInput = {
  latitude: number;
  longitude: number;
};

/** Either `center` and `radiusMeters`, or `polygon`. */
export type GeofenceConditionInput = {
  center?: GeoPointInput | null | undefined;
  /** From 60 to 604,800 (a week); for `DWELL`, and only for it. */
  dwellSeconds?: number | null | undefined;
  /** Of a circle, and only of one. */
  placeId?: string | null | undefined;
  /** From 3 to 100 corners in order, up to 1,000 km from the first one; sides must not cross. */
  polygon?: Array<GeoPointInput> | null | undefined;
  /** From 10 to 100,000. */
  radiusMeters?: number | null | undefined;
  transition: GeofenceTransition;
};

export type GeofenceTransition =
  /** An event shows that the user is still in the area `dwellSeconds` after the one that entered it. */
  | 'DWELL'
  | 'ENTER'
  | 'EXIT';

export type InactivityConditionInput = {
  /** Default: all. */
  activityKind?: ActivityKind | null | undefined;
  /** From 60 to 31,536,000 (a year). */
  afterSeconds: number;
};

export type MoneyInput = {
  currency: string;
  minorUnits: number;
};

export type PredictedConditionInput = {
  /** Default: all. For `BUSIER_THAN_FORECAST`, and only for it. */
  activityKind?: ActivityKind | null | undefined;
  /** From 0.01 to 0.99, and 0.5 where it is not given; not for `BUSIER_THAN_FORECAST`. */
  minProbability?: number | null | undefined;
  target: PredictionTarget;
};

export type PredictionTarget =
  /** More happens in an hour than was forecast for it. */
  | 'BUSIER_THAN_FORECAST'
  /** The user buys again within the days that the model looks ahead. */
  | 'LIKELY_TO_BUY'
  /** The user does not. */
  | 'LIKELY_TO_LEAVE';

export type RecordActivityInput = {
  accuracyMeters?: number | null | undefined;
  amount?: MoneyInput | null | undefined;
  /** The client's id for the event, up to 100 characters: the same event sent twice is stored once. */
  id: string;
  kind: ActivityKind;
  location?: GeoPointInput | null | undefined;
  /** At most 5 minutes ahead of the server's clock. */
  occurredAt: string;
  placeId?: string | null | undefined;
  /** Up to 16 KB of JSON. Numbers are doubles: others, such as 9007199254740993, are refused; send them as text. */
  properties?: unknown;
  sessionId?: string | null | undefined;
};

export type RegisterDeviceInput = {
  name: string;
  platform: DevicePlatform;
  /** What the platform's push service calls the device: an FCM token, an APNs device token, a WNS channel, or `PushSubscription.toJSON()` of a browser as text. */
  pushHandle: string;
};

export type SavePlaceInput = {
  id?: string | null | undefined;
  location: GeoPointInput;
  name: string;
  /** From 10 to 100,000. */
  radiusMeters: number;
};

export type ThresholdAggregate =
  /** The number of events. */
  | 'COUNT'
  /** The sum of their amounts. */
  | 'SUM';

export type ThresholdConditionInput = {
  /** Default: all. */
  activityKind?: ActivityKind | null | undefined;
  aggregate?: ThresholdAggregate;
  /** ISO 4217, e.g. `EUR`; for `SUM`, and only for it. */
  currency?: string | null | undefined;
  /** From 1 to 1,000,000,000,000: a whole number of events, or of the smallest unit of the currency. */
  limit: number;
  /** From 60 to 604,800 (a week). */
  windowSeconds: number;
};

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, displayName: string } | null, alerts: { nodes: Array<{ cursor: string }> } };

export type WatchedQueryVariables = Exact<{ [key: string]: never; }>;


export type WatchedQuery = { viewer: { places: { nodes: Array<{ id: string, name: string }> } } | null, alertRules: { nodes: Array<{ id: string, name: string }> } };

export type RegisterDeviceMutationVariables = Exact<{
  input: RegisterDeviceInput;
}>;


export type RegisterDeviceMutation = { registerDevice: { id: string } };

export type SavePlaceMutationVariables = Exact<{
  input: SavePlaceInput;
}>;


export type SavePlaceMutation = { savePlace: { id: string, name: string } };

export type RemovePlaceMutationVariables = Exact<{
  id: string;
}>;


export type RemovePlaceMutation = { removePlace: string };

export type CreateRuleMutationVariables = Exact<{
  input: CreateAlertRuleInput;
}>;


export type CreateRuleMutation = { createAlertRule: { id: string, name: string } };

export type DeleteRuleMutationVariables = Exact<{
  id: string;
}>;


export type DeleteRuleMutation = { deleteAlertRule: string };

export type CheckInMutationVariables = Exact<{
  inputs: Array<RecordActivityInput> | RecordActivityInput;
}>;


export type CheckInMutation = { recordActivities: { stored: Array<{ id: string }>, rejected: Array<{ id: string, code: string, message: string }> } };

export type AlertRaisedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AlertRaisedSubscription = { alertRaised: { id: string, cursor: string, message: string, severity: AlertSeverity, user: { displayName: string } | null, rule: { name: string, condition:
        | { transition: GeofenceTransition }
        | Record<PropertyKey, never>
       } | null, activity: { id: string, kind: ActivityKind, occurredAt: string, location: { latitude: number, longitude: number } | null, place: { name: string } | null } | null } };

export type HoursQueryVariables = Exact<{
  since: string;
  until: string;
}>;


export type HoursQuery = { modelCards: Array<{ name: string, trainedAt: string }>, hourlyActivity: Array<{ hour: string, events: number | null, forecast: { low: number, expected: number, high: number, method: string, error: number } | null }> };

export type UnusualHourSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type UnusualHourSubscription = { alertRaised: { id: string, message: string, rule: { id: string } | null } };


export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const WatchedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Watched"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"places"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"alertRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<WatchedQuery, WatchedQueryVariables>;
export const RegisterDeviceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterDevice"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterDeviceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerDevice"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<RegisterDeviceMutation, RegisterDeviceMutationVariables>;
export const SavePlaceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SavePlace"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SavePlaceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"savePlace"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<SavePlaceMutation, SavePlaceMutationVariables>;
export const RemovePlaceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemovePlace"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removePlace"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}]}}]} as unknown as DocumentNode<RemovePlaceMutation, RemovePlaceMutationVariables>;
export const CreateRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAlertRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAlertRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CreateRuleMutation, CreateRuleMutationVariables>;
export const DeleteRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteAlertRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}]}}]} as unknown as DocumentNode<DeleteRuleMutation, DeleteRuleMutationVariables>;
export const CheckInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CheckIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"inputs"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordActivityInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordActivities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"inputs"},"value":{"kind":"Variable","name":{"kind":"Name","value":"inputs"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stored"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rejected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CheckInMutation, CheckInMutationVariables>;
export const AlertRaisedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AlertRaised"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertRaised"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"condition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GeofenceCondition"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transition"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"activity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"latitude"}},{"kind":"Field","name":{"kind":"Name","value":"longitude"}}]}},{"kind":"Field","name":{"kind":"Name","value":"place"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AlertRaisedSubscription, AlertRaisedSubscriptionVariables>;
export const HoursDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Hours"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelCards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"trainedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hourlyActivity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}},{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"EnumValue","value":"VIEW"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"events"}},{"kind":"Field","name":{"kind":"Name","value":"forecast"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"error"}}]}}]}}]}}]} as unknown as DocumentNode<HoursQuery, HoursQueryVariables>;
export const UnusualHourDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"UnusualHour"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertRaised"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<UnusualHourSubscription, UnusualHourSubscriptionVariables>;