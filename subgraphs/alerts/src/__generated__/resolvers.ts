import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AlertDocument as AlertDocumentModel } from '@headgate/alerting/alert-document.ts';
import type { RuleDocument as RuleDocumentModel, AlertCondition as AlertConditionModel, GeofenceCondition as GeofenceConditionModel, ThresholdCondition as ThresholdConditionModel, InactivityCondition as InactivityConditionModel, AnomalyCondition as AnomalyConditionModel, PredictedCondition as PredictedConditionModel } from '@headgate/alerting/rule-document.ts';
import type { Reference as ReferenceModel, UserOwnedReference as UserOwnedReferenceModel } from '../references.ts';
import type { Context } from '../create-context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A point in time with its offset from UTC, e.g. `2026-03-29T01:30:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type Activity = {
  readonly __typename?: 'Activity';
  readonly id: Scalars['ID']['output'];
  readonly userId: Scalars['ID']['output'];
};

export type ActivityKind =
  | 'CHECK_IN'
  | 'CLICK'
  | 'CUSTOM'
  | 'PURCHASE'
  | 'SIGN_IN'
  | 'VIEW';

/** Something that a rule found. It is raised once. */
export type Alert = {
  readonly __typename?: 'Alert';
  readonly acknowledgedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who took note of it: the user, or an operator. */
  readonly acknowledgedBy: Maybe<User>;
  /** The event that gave rise to it; null for one that has expired. */
  readonly activity: Maybe<Activity>;
  /** Its place in the user's alerts: give the last one to `alertRaised(after:)` to go on from there. */
  readonly cursor: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  readonly message: Scalars['String']['output'];
  readonly raisedAt: Scalars['DateTime']['output'];
  readonly resolvedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who closed it: the user, or an operator. */
  readonly resolvedBy: Maybe<User>;
  /** null when the rule is no more. */
  readonly rule: Maybe<AlertRule>;
  readonly severity: AlertSeverity;
  readonly status: AlertStatus;
  /** null for somebody who has no account any more. */
  readonly user: Maybe<User>;
  readonly userId: Scalars['ID']['output'];
};

/** Alerts are in the list and in the live subscription anyway. */
export type AlertChannel =
  /** To the user's devices, as their notification preferences allow. */
  | 'PUSH';

export type AlertCondition = AnomalyCondition | GeofenceCondition | InactivityCondition | PredictedCondition | ThresholdCondition;

/** Exactly one of the fields. */
export type AlertConditionInput = {
  readonly anomaly?: InputMaybe<AnomalyConditionInput>;
  readonly geofence?: InputMaybe<GeofenceConditionInput>;
  readonly inactivity?: InputMaybe<InactivityConditionInput>;
  readonly predicted?: InputMaybe<PredictedConditionInput>;
  readonly threshold?: InputMaybe<ThresholdConditionInput>;
};

export type AlertConnection = {
  readonly __typename?: 'AlertConnection';
  readonly edges: ReadonlyArray<AlertEdge>;
  readonly nodes: ReadonlyArray<Alert>;
  readonly pageInfo: PageInfo;
};

export type AlertEdge = {
  readonly __typename?: 'AlertEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Alert;
};

/** What to watch for on a user's behalf. */
export type AlertRule = {
  readonly __typename?: 'AlertRule';
  /** How its alerts reach a user who is not looking. */
  readonly channels: ReadonlyArray<AlertChannel>;
  readonly condition: AlertCondition;
  /** After an alert the rule is silent for this long. */
  readonly cooldownSeconds: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly paused: Scalars['Boolean']['output'];
  readonly severity: AlertSeverity;
  readonly updatedAt: Scalars['DateTime']['output'];
  /** null for somebody who has no account any more. */
  readonly user: Maybe<User>;
  readonly userId: Scalars['ID']['output'];
};

export type AlertRuleConnection = {
  readonly __typename?: 'AlertRuleConnection';
  readonly edges: ReadonlyArray<AlertRuleEdge>;
  readonly nodes: ReadonlyArray<AlertRule>;
  readonly pageInfo: PageInfo;
};

export type AlertRuleEdge = {
  readonly __typename?: 'AlertRuleEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: AlertRule;
};

/** What a rule would have raised, had it been there. */
export type AlertRulePreview = {
  readonly __typename?: 'AlertRulePreview';
  /** How many alerts. */
  readonly alerts: Scalars['Int']['output'];
  /** How many events were looked at: the latest 5,000 at most. */
  readonly events: Scalars['Int']['output'];
  /** The latest of them, up to 20, the latest first. */
  readonly latest: ReadonlyArray<PreviewedAlert>;
  /** The time from which on all events were looked at. */
  readonly since: Scalars['DateTime']['output'];
};

/** From the least to the most pressing. */
export type AlertSeverity =
  | 'CRITICAL'
  | 'INFO'
  | 'WARNING';

export type AlertStatus =
  | 'ACKNOWLEDGED'
  | 'RAISED'
  | 'RESOLVED';

/**
 * The user does much more in an hour than usually at that hour of the week (in UTC). What is usual is learned as events come:
 * it takes four weeks.
 */
export type AnomalyCondition = {
  readonly __typename?: 'AnomalyCondition';
  /** Kind of the events that are counted; null for all. */
  readonly activityKind: Maybe<ActivityKind>;
  /** How many standard deviations above the mean are reported. */
  readonly minDeviations: Scalars['Float']['output'];
};

export type AnomalyConditionInput = {
  /** Default: all. */
  readonly activityKind?: InputMaybe<ActivityKind>;
  /** From 1 to 10. */
  readonly minDeviations?: Scalars['Float']['input'];
};

export type CacheControlScope =
  | 'PRIVATE'
  | 'PUBLIC';

export type CreateAlertRuleInput = {
  readonly channels?: InputMaybe<ReadonlyArray<AlertChannel>>;
  readonly condition: AlertConditionInput;
  /** From 0 to 604,800 (a week). */
  readonly cooldownSeconds?: InputMaybe<Scalars['Int']['input']>;
  readonly name: Scalars['String']['input'];
  readonly severity?: InputMaybe<AlertSeverity>;
};

/** Something that a function could not process. */
export type DeadLetter = {
  readonly __typename?: 'DeadLetter';
  /** How often it was tried. */
  readonly attempts: Scalars['Int']['output'];
  readonly diedAt: Scalars['DateTime']['output'];
  readonly functionName: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  /** Whether all of it was kept, so that it can be replayed. */
  readonly isWhole: Scalars['Boolean']['output'];
  /** What went wrong the last time. */
  readonly reason: Scalars['String']['output'];
};

export type DeadLetterReplay = {
  readonly __typename?: 'DeadLetterReplay';
  /** How many died again. */
  readonly buried: Scalars['Int']['output'];
  /** Whether there may be more: replay again. */
  readonly hasMore: Scalars['Boolean']['output'];
  /** How many were processed. */
  readonly replayed: Scalars['Int']['output'];
};

/** A position in WGS 84. */
export type GeoPoint = {
  readonly __typename?: 'GeoPoint';
  /** Degrees, -90 to 90. */
  readonly latitude: Scalars['Float']['output'];
  /** Degrees, -180 to 180. */
  readonly longitude: Scalars['Float']['output'];
};

export type GeoPointInput = {
  readonly latitude: Scalars['Float']['input'];
  readonly longitude: Scalars['Float']['input'];
};

/** The user goes into, out of, or stays in an area: a circle or a polygon. */
export type GeofenceCondition = {
  readonly __typename?: 'GeofenceCondition';
  /** null for a polygon. */
  readonly center: Maybe<GeoPoint>;
  /** How long a stay is reported after; null unless the transition is `DWELL`. */
  readonly dwellSeconds: Maybe<Scalars['Int']['output']>;
  /** The place that the circle was taken from, if any: one that may be gone since. */
  readonly placeId: Maybe<Scalars['ID']['output']>;
  /** Corners in order, joined by the shortest ways, the last one to the first; null for a circle. */
  readonly polygon: Maybe<ReadonlyArray<GeoPoint>>;
  /** null for a polygon. */
  readonly radiusMeters: Maybe<Scalars['Float']['output']>;
  readonly transition: GeofenceTransition;
};

/** Either `center` and `radiusMeters`, or `polygon`. */
export type GeofenceConditionInput = {
  readonly center?: InputMaybe<GeoPointInput>;
  /** From 60 to 604,800 (a week); for `DWELL`, and only for it. */
  readonly dwellSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Of a circle, and only of one. */
  readonly placeId?: InputMaybe<Scalars['ID']['input']>;
  /** From 3 to 100 corners in order, up to 1,000 km from the first one; sides must not cross. */
  readonly polygon?: InputMaybe<ReadonlyArray<GeoPointInput>>;
  /** From 10 to 100,000. */
  readonly radiusMeters?: InputMaybe<Scalars['Float']['input']>;
  readonly transition: GeofenceTransition;
};

export type GeofenceTransition =
  /** An event shows that the user is still in the area `dwellSeconds` after the one that entered it. */
  | 'DWELL'
  | 'ENTER'
  | 'EXIT';

/**
 * The user does nothing, or nothing of a kind, for some time after having done it. It is reported up to three minutes later, so
 * that an event that comes late is none that is missing.
 */
export type InactivityCondition = {
  readonly __typename?: 'InactivityCondition';
  /** Kind of the events that are waited for; null for all. */
  readonly activityKind: Maybe<ActivityKind>;
  readonly afterSeconds: Scalars['Int']['output'];
};

export type InactivityConditionInput = {
  /** Default: all. */
  readonly activityKind?: InputMaybe<ActivityKind>;
  /** From 60 to 31,536,000 (a year). */
  readonly afterSeconds: Scalars['Int']['input'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  readonly acknowledgeAlert: Alert;
  readonly createAlertRule: AlertRule;
  /** Removes a rule of one's own; answers its id. Its alerts stay. */
  readonly deleteAlertRule: Scalars['ID']['output'];
  /** A paused rule raises nothing. */
  readonly pauseAlertRule: AlertRule;
  /**
   * Gives the dead letters of a function, up to 500 of them, to it again: those that it can process now are gone then. Operators
   * only.
   */
  readonly replayDeadLetters: DeadLetterReplay;
  readonly resolveAlert: Alert;
  /**
   * Has the devices of the user who is signed in show a critical notification, the way that alerts go: whatever the quiet hours and the
   * severity, unless push is off. At most one each ten seconds. Answers what devices get as the id of the alert; there is none.
   */
  readonly sendTestNotification: Scalars['ID']['output'];
  /** Changes what is given, leaves the rest. A changed condition begins anew: what it knew of the user's position is forgotten. */
  readonly updateAlertRule: AlertRule;
};


export type MutationAcknowledgeAlertArgs = {
  id: Scalars['ID']['input'];
};


export type MutationCreateAlertRuleArgs = {
  input: CreateAlertRuleInput;
};


export type MutationDeleteAlertRuleArgs = {
  id: Scalars['ID']['input'];
};


export type MutationPauseAlertRuleArgs = {
  id: Scalars['ID']['input'];
  paused?: Scalars['Boolean']['input'];
};


export type MutationReplayDeadLettersArgs = {
  functionName: Scalars['String']['input'];
};


export type MutationResolveAlertArgs = {
  id: Scalars['ID']['input'];
};


export type MutationUpdateAlertRuleArgs = {
  id: Scalars['ID']['input'];
  input: UpdateAlertRuleInput;
};

/** https://relay.dev/graphql/connections.htm */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/**
 * What the models have learned of the user says, with what the user did since, that something has become likely. It is looked
 * at with each event, and reported when it becomes likely; where nothing is learned yet, nothing is reported.
 */
export type PredictedCondition = {
  readonly __typename?: 'PredictedCondition';
  /** Kind of the events that are counted for `BUSIER_THAN_FORECAST`; null for all. */
  readonly activityKind: Maybe<ActivityKind>;
  /** The chance from which on it is reported; null for `BUSIER_THAN_FORECAST`. */
  readonly minProbability: Maybe<Scalars['Float']['output']>;
  readonly target: PredictionTarget;
};

export type PredictedConditionInput = {
  /** Default: all. For `BUSIER_THAN_FORECAST`, and only for it. */
  readonly activityKind?: InputMaybe<ActivityKind>;
  /** From 0.01 to 0.99, and 0.5 where it is not given; not for `BUSIER_THAN_FORECAST`. */
  readonly minProbability?: InputMaybe<Scalars['Float']['input']>;
  readonly target: PredictionTarget;
};

export type PredictionTarget =
  /** More happens in an hour than was forecast for it. */
  | 'BUSIER_THAN_FORECAST'
  /** The user buys again within the days that the model looks ahead. */
  | 'LIKELY_TO_BUY'
  /** The user does not. */
  | 'LIKELY_TO_LEAVE';

export type PreviewAlertRuleInput = {
  readonly condition: AlertConditionInput;
  /** From 0 to 604,800 (a week). */
  readonly cooldownSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** How far back to look: from 1 to 31. */
  readonly days?: InputMaybe<Scalars['Int']['input']>;
};

export type PreviewedAlert = {
  readonly __typename?: 'PreviewedAlert';
  /** When what it is about happened. */
  readonly at: Scalars['DateTime']['output'];
  /** What its message would say after the rule's name. */
  readonly text: Scalars['String']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** Rules of the user who is signed in, the latest first. */
  readonly alertRules: AlertRuleConnection;
  /** Alerts of the user who is signed in, the latest first. */
  readonly alerts: AlertConnection;
  /** What could not be processed, the latest first; what it was is not told. Operators only. */
  readonly deadLetters: ReadonlyArray<DeadLetter>;
  /** What a rule would have raised for what the user who is signed in did lately. Nothing is written, and nobody is told. */
  readonly previewAlertRule: AlertRulePreview;
};


export type QueryAlertRulesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  userId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryAlertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  minSeverity?: InputMaybe<AlertSeverity>;
  statuses?: InputMaybe<ReadonlyArray<AlertStatus>>;
  userId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryDeadLettersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPreviewAlertRuleArgs = {
  input: PreviewAlertRuleInput;
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * Alerts of the user who is signed in that are acknowledged or resolved, on whatever screen, as they are then. It begins half a
   * minute ago, so that nothing falls between reading the list and subscribing: after a reconnect read the list again.
   */
  readonly alertChanged: Alert;
  /** Alerts of the user who is signed in, as they are raised, in order. */
  readonly alertRaised: Alert;
};


export type SubscriptionAlertRaisedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  minSeverity?: InputMaybe<AlertSeverity>;
};

export type ThresholdAggregate =
  /** The number of events. */
  | 'COUNT'
  /** The sum of their amounts. */
  | 'SUM';

/**
 * Something happens often, or adds up to much, within a sliding window of event time. After an alert the next one follows when
 * the window has emptied to less than 80 % of the limit and reaches it again.
 */
export type ThresholdCondition = {
  readonly __typename?: 'ThresholdCondition';
  /** Kind of the events that count; null for all. */
  readonly activityKind: Maybe<ActivityKind>;
  readonly aggregate: ThresholdAggregate;
  /** ISO 4217: amounts in it are added up; null when events are counted. */
  readonly currency: Maybe<Scalars['String']['output']>;
  /** So many events, or so much in the smallest unit of the currency. */
  readonly limit: Scalars['Float']['output'];
  /** It slides by a sixtieth of its length. */
  readonly windowSeconds: Scalars['Int']['output'];
};

export type ThresholdConditionInput = {
  /** Default: all. */
  readonly activityKind?: InputMaybe<ActivityKind>;
  readonly aggregate?: ThresholdAggregate;
  /** ISO 4217, e.g. `EUR`; for `SUM`, and only for it. */
  readonly currency?: InputMaybe<Scalars['String']['input']>;
  /** From 1 to 1,000,000,000,000: a whole number of events, or of the smallest unit of the currency. */
  readonly limit: Scalars['Float']['input'];
  /** From 60 to 604,800 (a week). */
  readonly windowSeconds: Scalars['Int']['input'];
};

export type UpdateAlertRuleInput = {
  readonly channels?: InputMaybe<ReadonlyArray<AlertChannel>>;
  readonly condition?: InputMaybe<AlertConditionInput>;
  readonly cooldownSeconds?: InputMaybe<Scalars['Int']['input']>;
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly severity?: InputMaybe<AlertSeverity>;
};

export type User = {
  readonly __typename?: 'User';
  readonly id: Scalars['ID']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Alert: Alert;
  AlertRule: AlertRule;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Alert:
    ( { __typename: 'Alert' }
    & GraphQLRecursivePick<FederationTypes['Alert'], {"id":true,"userId":true}> );
  AlertRule:
    ( { __typename: 'AlertRule' }
    & GraphQLRecursivePick<FederationTypes['AlertRule'], {"id":true,"userId":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Activity: ResolverTypeWrapper<UserOwnedReferenceModel>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ActivityKind: ActivityKind;
  Alert: ResolverTypeWrapper<AlertDocumentModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AlertChannel: AlertChannel;
  AlertCondition: ResolverTypeWrapper<AlertConditionModel>;
  AlertConditionInput: AlertConditionInput;
  AlertConnection: ResolverTypeWrapper<Omit<AlertConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AlertEdge']>, nodes: ReadonlyArray<ResolversTypes['Alert']> }>;
  AlertEdge: ResolverTypeWrapper<Omit<AlertEdge, 'node'> & { node: ResolversTypes['Alert'] }>;
  AlertRule: ResolverTypeWrapper<RuleDocumentModel>;
  AlertRuleConnection: ResolverTypeWrapper<Omit<AlertRuleConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AlertRuleEdge']>, nodes: ReadonlyArray<ResolversTypes['AlertRule']> }>;
  AlertRuleEdge: ResolverTypeWrapper<Omit<AlertRuleEdge, 'node'> & { node: ResolversTypes['AlertRule'] }>;
  AlertRulePreview: ResolverTypeWrapper<AlertRulePreview>;
  AlertSeverity: AlertSeverity;
  AlertStatus: AlertStatus;
  AnomalyCondition: ResolverTypeWrapper<AnomalyConditionModel>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  AnomalyConditionInput: AnomalyConditionInput;
  CacheControlScope: CacheControlScope;
  CreateAlertRuleInput: CreateAlertRuleInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeadLetter: ResolverTypeWrapper<DeadLetter>;
  DeadLetterReplay: ResolverTypeWrapper<DeadLetterReplay>;
  GeoPoint: ResolverTypeWrapper<GeoPoint>;
  GeoPointInput: GeoPointInput;
  GeofenceCondition: ResolverTypeWrapper<GeofenceConditionModel>;
  GeofenceConditionInput: GeofenceConditionInput;
  GeofenceTransition: GeofenceTransition;
  InactivityCondition: ResolverTypeWrapper<InactivityConditionModel>;
  InactivityConditionInput: InactivityConditionInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PredictedCondition: ResolverTypeWrapper<PredictedConditionModel>;
  PredictedConditionInput: PredictedConditionInput;
  PredictionTarget: PredictionTarget;
  PreviewAlertRuleInput: PreviewAlertRuleInput;
  PreviewedAlert: ResolverTypeWrapper<PreviewedAlert>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ThresholdAggregate: ThresholdAggregate;
  ThresholdCondition: ResolverTypeWrapper<ThresholdConditionModel>;
  ThresholdConditionInput: ThresholdConditionInput;
  UpdateAlertRuleInput: UpdateAlertRuleInput;
  User: ResolverTypeWrapper<ReferenceModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Activity: UserOwnedReferenceModel;
  ID: Scalars['ID']['output'];
  Alert: AlertDocumentModel;
  String: Scalars['String']['output'];
  AlertCondition: AlertConditionModel;
  AlertConditionInput: AlertConditionInput;
  AlertConnection: Omit<AlertConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AlertEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Alert']> };
  AlertEdge: Omit<AlertEdge, 'node'> & { node: ResolversParentTypes['Alert'] };
  AlertRule: RuleDocumentModel;
  AlertRuleConnection: Omit<AlertRuleConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AlertRuleEdge']>, nodes: ReadonlyArray<ResolversParentTypes['AlertRule']> };
  AlertRuleEdge: Omit<AlertRuleEdge, 'node'> & { node: ResolversParentTypes['AlertRule'] };
  AlertRulePreview: AlertRulePreview;
  AnomalyCondition: AnomalyConditionModel;
  Float: Scalars['Float']['output'];
  AnomalyConditionInput: AnomalyConditionInput;
  CreateAlertRuleInput: CreateAlertRuleInput;
  DateTime: Scalars['DateTime']['output'];
  DeadLetter: DeadLetter;
  DeadLetterReplay: DeadLetterReplay;
  GeoPoint: GeoPoint;
  GeoPointInput: GeoPointInput;
  GeofenceCondition: GeofenceConditionModel;
  GeofenceConditionInput: GeofenceConditionInput;
  InactivityCondition: InactivityConditionModel;
  InactivityConditionInput: InactivityConditionInput;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  PredictedCondition: PredictedConditionModel;
  PredictedConditionInput: PredictedConditionInput;
  PreviewAlertRuleInput: PreviewAlertRuleInput;
  PreviewedAlert: PreviewedAlert;
  Query: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  ThresholdCondition: ThresholdConditionModel;
  ThresholdConditionInput: ThresholdConditionInput;
  UpdateAlertRuleInput: UpdateAlertRuleInput;
  User: ReferenceModel;
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<CacheControlScope>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Activity'] = ResolversParentTypes['Activity']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type AlertResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Alert'] = ResolversParentTypes['Alert'], FederationReferenceType extends FederationReferenceTypes['Alert'] = FederationReferenceTypes['Alert']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Alert']> | FederationReferenceType, FederationReferenceType, ContextType>;
  acknowledgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  acknowledgedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  activity?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  raisedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  resolvedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  rule?: Resolver<Maybe<ResolversTypes['AlertRule']>, ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['AlertSeverity'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AlertStatus'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type AlertConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlertCondition'] = ResolversParentTypes['AlertCondition']> = {
  __resolveType?: TypeResolveFn<'AnomalyCondition' | 'GeofenceCondition' | 'InactivityCondition' | 'PredictedCondition' | 'ThresholdCondition', ParentType, ContextType>;
};

export type AlertConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlertConnection'] = ResolversParentTypes['AlertConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AlertEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Alert']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AlertEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlertEdge'] = ResolversParentTypes['AlertEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Alert'], ParentType, ContextType>;
};

export type AlertRuleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlertRule'] = ResolversParentTypes['AlertRule'], FederationReferenceType extends FederationReferenceTypes['AlertRule'] = FederationReferenceTypes['AlertRule']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AlertRule']> | FederationReferenceType, FederationReferenceType, ContextType>;
  channels?: Resolver<ReadonlyArray<ResolversTypes['AlertChannel']>, ParentType, ContextType>;
  condition?: Resolver<ResolversTypes['AlertCondition'], ParentType, ContextType>;
  cooldownSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  paused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['AlertSeverity'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type AlertRuleConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlertRuleConnection'] = ResolversParentTypes['AlertRuleConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AlertRuleEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AlertRule']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AlertRuleEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlertRuleEdge'] = ResolversParentTypes['AlertRuleEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AlertRule'], ParentType, ContextType>;
};

export type AlertRulePreviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlertRulePreview'] = ResolversParentTypes['AlertRulePreview']> = {
  alerts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  events?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  latest?: Resolver<ReadonlyArray<ResolversTypes['PreviewedAlert']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AnomalyConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnomalyCondition'] = ResolversParentTypes['AnomalyCondition']> = {
  activityKind?: Resolver<Maybe<ResolversTypes['ActivityKind']>, ParentType, ContextType>;
  minDeviations?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeadLetterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLetter'] = ResolversParentTypes['DeadLetter']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  diedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  functionName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isWhole?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeadLetterReplayResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLetterReplay'] = ResolversParentTypes['DeadLetterReplay']> = {
  buried?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GeoPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GeoPoint'] = ResolversParentTypes['GeoPoint']> = {
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type GeofenceConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GeofenceCondition'] = ResolversParentTypes['GeofenceCondition']> = {
  center?: Resolver<Maybe<ResolversTypes['GeoPoint']>, ParentType, ContextType>;
  dwellSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  placeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  polygon?: Resolver<Maybe<ReadonlyArray<ResolversTypes['GeoPoint']>>, ParentType, ContextType>;
  radiusMeters?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  transition?: Resolver<ResolversTypes['GeofenceTransition'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InactivityConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InactivityCondition'] = ResolversParentTypes['InactivityCondition']> = {
  activityKind?: Resolver<Maybe<ResolversTypes['ActivityKind']>, ParentType, ContextType>;
  afterSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acknowledgeAlert?: Resolver<ResolversTypes['Alert'], ParentType, ContextType, RequireFields<MutationAcknowledgeAlertArgs, 'id'>>;
  createAlertRule?: Resolver<ResolversTypes['AlertRule'], ParentType, ContextType, RequireFields<MutationCreateAlertRuleArgs, 'input'>>;
  deleteAlertRule?: Resolver<ResolversTypes['ID'], ParentType, ContextType, RequireFields<MutationDeleteAlertRuleArgs, 'id'>>;
  pauseAlertRule?: Resolver<ResolversTypes['AlertRule'], ParentType, ContextType, RequireFields<MutationPauseAlertRuleArgs, 'id' | 'paused'>>;
  replayDeadLetters?: Resolver<ResolversTypes['DeadLetterReplay'], ParentType, ContextType, RequireFields<MutationReplayDeadLettersArgs, 'functionName'>>;
  resolveAlert?: Resolver<ResolversTypes['Alert'], ParentType, ContextType, RequireFields<MutationResolveAlertArgs, 'id'>>;
  sendTestNotification?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  updateAlertRule?: Resolver<ResolversTypes['AlertRule'], ParentType, ContextType, RequireFields<MutationUpdateAlertRuleArgs, 'id' | 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PredictedConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PredictedCondition'] = ResolversParentTypes['PredictedCondition']> = {
  activityKind?: Resolver<Maybe<ResolversTypes['ActivityKind']>, ParentType, ContextType>;
  minProbability?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  target?: Resolver<ResolversTypes['PredictionTarget'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PreviewedAlertResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PreviewedAlert'] = ResolversParentTypes['PreviewedAlert']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  alertRules?: Resolver<ResolversTypes['AlertRuleConnection'], ParentType, ContextType, RequireFields<QueryAlertRulesArgs, 'first'>>;
  alerts?: Resolver<ResolversTypes['AlertConnection'], ParentType, ContextType, RequireFields<QueryAlertsArgs, 'first'>>;
  deadLetters?: Resolver<ReadonlyArray<ResolversTypes['DeadLetter']>, ParentType, ContextType, RequireFields<QueryDeadLettersArgs, 'first'>>;
  previewAlertRule?: Resolver<ResolversTypes['AlertRulePreview'], ParentType, ContextType, RequireFields<QueryPreviewAlertRuleArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  alertChanged?: SubscriptionResolver<ResolversTypes['Alert'], "alertChanged", ParentType, ContextType>;
  alertRaised?: SubscriptionResolver<ResolversTypes['Alert'], "alertRaised", ParentType, ContextType, RequireFields<SubscriptionAlertRaisedArgs, 'minSeverity'>>;
};

export type ThresholdConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ThresholdCondition'] = ResolversParentTypes['ThresholdCondition']> = {
  activityKind?: Resolver<Maybe<ResolversTypes['ActivityKind']>, ParentType, ContextType>;
  aggregate?: Resolver<ResolversTypes['ThresholdAggregate'], ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  windowSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Activity?: ActivityResolvers<ContextType>;
  Alert?: AlertResolvers<ContextType>;
  AlertCondition?: AlertConditionResolvers<ContextType>;
  AlertConnection?: AlertConnectionResolvers<ContextType>;
  AlertEdge?: AlertEdgeResolvers<ContextType>;
  AlertRule?: AlertRuleResolvers<ContextType>;
  AlertRuleConnection?: AlertRuleConnectionResolvers<ContextType>;
  AlertRuleEdge?: AlertRuleEdgeResolvers<ContextType>;
  AlertRulePreview?: AlertRulePreviewResolvers<ContextType>;
  AnomalyCondition?: AnomalyConditionResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeadLetter?: DeadLetterResolvers<ContextType>;
  DeadLetterReplay?: DeadLetterReplayResolvers<ContextType>;
  GeoPoint?: GeoPointResolvers<ContextType>;
  GeofenceCondition?: GeofenceConditionResolvers<ContextType>;
  InactivityCondition?: InactivityConditionResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PredictedCondition?: PredictedConditionResolvers<ContextType>;
  PreviewedAlert?: PreviewedAlertResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  ThresholdCondition?: ThresholdConditionResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
