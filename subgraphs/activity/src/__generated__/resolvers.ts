import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Activity as ActivityModel } from '../activity.ts';
import type { UserReference as UserReferenceModel, PlaceReference as PlaceReferenceModel } from '../references.ts';
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
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Something a user did. Events are never changed. */
export type Activity = {
  readonly __typename?: 'Activity';
  /** Radius around `location` in which the device really was, in metres. */
  readonly accuracyMeters: Maybe<Scalars['Float']['output']>;
  readonly amount: Maybe<Money>;
  readonly id: Scalars['ID']['output'];
  readonly kind: ActivityKind;
  readonly location: Maybe<GeoPoint>;
  /** When it happened, by the client's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Where it happened, as the client said: a place that may be gone since. */
  readonly placeId: Maybe<Scalars['ID']['output']>;
  readonly properties: Maybe<Scalars['JSON']['output']>;
  /** When it was stored. */
  readonly recordedAt: Scalars['DateTime']['output'];
  readonly sessionId: Maybe<Scalars['String']['output']>;
  /** null for somebody who has no account any more. */
  readonly user: Maybe<User>;
  readonly userId: Scalars['ID']['output'];
};

export type ActivityConnection = {
  readonly __typename?: 'ActivityConnection';
  readonly edges: ReadonlyArray<ActivityEdge>;
  readonly nodes: ReadonlyArray<Activity>;
  readonly pageInfo: PageInfo;
};

export type ActivityEdge = {
  readonly __typename?: 'ActivityEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Activity;
};

export type ActivityKind =
  | 'CHECK_IN'
  | 'CLICK'
  | 'CUSTOM'
  | 'PURCHASE'
  | 'SIGN_IN'
  | 'VIEW';

export type CacheControlScope =
  | 'PRIVATE'
  | 'PUBLIC';

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

/** An amount of money in the currency's smallest unit. */
export type Money = {
  readonly __typename?: 'Money';
  /** An ISO 4217 code, e.g. `EUR`. */
  readonly currency: Scalars['String']['output'];
  /** Cents, pence, yen … */
  readonly minorUnits: Scalars['Int']['output'];
};

export type MoneyInput = {
  readonly currency: Scalars['String']['input'];
  readonly minorUnits: Scalars['Int']['input'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Stores up to 100 events. An event that is not valid is reported in `rejected`; the others are stored. */
  readonly recordActivities: RecordActivitiesResult;
  /** Stores one event of the user who is signed in. Sending the same `id` again changes nothing and answers the stored event. */
  readonly recordActivity: Activity;
};


export type MutationRecordActivitiesArgs = {
  inputs: ReadonlyArray<RecordActivityInput>;
};


export type MutationRecordActivityArgs = {
  input: RecordActivityInput;
};

/** https://relay.dev/graphql/connections.htm */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

export type Place = {
  readonly __typename?: 'Place';
  readonly id: Scalars['ID']['output'];
  /** What happened here, the latest first: one's own events, or everybody's for an operator. */
  readonly recentActivities: ReadonlyArray<Activity>;
};


export type PlaceRecentActivitiesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Query = {
  readonly __typename?: 'Query';
  /** One event: one's own, or anybody's for an operator. */
  readonly activity: Maybe<Activity>;
};


export type QueryActivityArgs = {
  id: Scalars['ID']['input'];
  userId?: InputMaybe<Scalars['ID']['input']>;
};

export type RecordActivitiesResult = {
  readonly __typename?: 'RecordActivitiesResult';
  readonly rejected: ReadonlyArray<RejectedActivity>;
  /** The events that are stored now, in the order of the input; one that was there before counts. */
  readonly stored: ReadonlyArray<Activity>;
};

export type RecordActivityInput = {
  readonly accuracyMeters?: InputMaybe<Scalars['Float']['input']>;
  readonly amount?: InputMaybe<MoneyInput>;
  /** The client's id for the event, up to 100 characters: the same event sent twice is stored once. */
  readonly id: Scalars['ID']['input'];
  readonly kind: ActivityKind;
  readonly location?: InputMaybe<GeoPointInput>;
  /** At most 5 minutes ahead of the server's clock. */
  readonly occurredAt: Scalars['DateTime']['input'];
  readonly placeId?: InputMaybe<Scalars['ID']['input']>;
  /** Up to 16 KB of JSON. Numbers are doubles: others, such as 9007199254740993, are refused; send them as text. */
  readonly properties?: InputMaybe<Scalars['JSON']['input']>;
  readonly sessionId?: InputMaybe<Scalars['String']['input']>;
};

export type RejectedActivity = {
  readonly __typename?: 'RejectedActivity';
  /** A code from the error table. */
  readonly code: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  /** Position in the input, from 0. */
  readonly index: Scalars['Int']['output'];
  readonly message: Scalars['String']['output'];
};

export type User = {
  readonly __typename?: 'User';
  /** What the user did, the latest first. */
  readonly activities: ActivityConnection;
  readonly activityCount: Scalars['Int']['output'];
  readonly id: Scalars['ID']['output'];
  readonly lastActivity: Maybe<Activity>;
};


export type UserActivitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<ReadonlyArray<ActivityKind>>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
  until?: InputMaybe<Scalars['DateTime']['input']>;
};


export type UserActivityCountArgs = {
  kinds?: InputMaybe<ReadonlyArray<ActivityKind>>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
  until?: InputMaybe<Scalars['DateTime']['input']>;
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
  Activity: Activity;
  Place: Place;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Activity:
    ( { __typename: 'Activity' }
    & GraphQLRecursivePick<FederationTypes['Activity'], {"id":true,"userId":true}> );
  Place:
    ( { __typename: 'Place' }
    & GraphQLRecursivePick<FederationTypes['Place'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Activity: ResolverTypeWrapper<ActivityModel>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ActivityConnection: ResolverTypeWrapper<Omit<ActivityConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ActivityEdge']>, nodes: ReadonlyArray<ResolversTypes['Activity']> }>;
  ActivityEdge: ResolverTypeWrapper<Omit<ActivityEdge, 'node'> & { node: ResolversTypes['Activity'] }>;
  ActivityKind: ActivityKind;
  CacheControlScope: CacheControlScope;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  GeoPoint: ResolverTypeWrapper<GeoPoint>;
  GeoPointInput: GeoPointInput;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Money: ResolverTypeWrapper<Money>;
  MoneyInput: MoneyInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Place: ResolverTypeWrapper<PlaceReferenceModel>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordActivitiesResult: ResolverTypeWrapper<Omit<RecordActivitiesResult, 'stored'> & { stored: ReadonlyArray<ResolversTypes['Activity']> }>;
  RecordActivityInput: RecordActivityInput;
  RejectedActivity: ResolverTypeWrapper<RejectedActivity>;
  User: ResolverTypeWrapper<UserReferenceModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Activity: ActivityModel;
  Float: Scalars['Float']['output'];
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  ActivityConnection: Omit<ActivityConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ActivityEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Activity']> };
  ActivityEdge: Omit<ActivityEdge, 'node'> & { node: ResolversParentTypes['Activity'] };
  DateTime: Scalars['DateTime']['output'];
  GeoPoint: GeoPoint;
  GeoPointInput: GeoPointInput;
  JSON: Scalars['JSON']['output'];
  Money: Money;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Place: PlaceReferenceModel;
  Query: Record<PropertyKey, never>;
  RecordActivitiesResult: Omit<RecordActivitiesResult, 'stored'> & { stored: ReadonlyArray<ResolversParentTypes['Activity']> };
  RecordActivityInput: RecordActivityInput;
  RejectedActivity: RejectedActivity;
  User: UserReferenceModel;
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<CacheControlScope>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Activity'] = ResolversParentTypes['Activity'], FederationReferenceType extends FederationReferenceTypes['Activity'] = FederationReferenceTypes['Activity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Activity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accuracyMeters?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ActivityKind'], ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['GeoPoint']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  placeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  properties?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sessionId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ActivityConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActivityConnection'] = ResolversParentTypes['ActivityConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ActivityEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Activity']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ActivityEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActivityEdge'] = ResolversParentTypes['ActivityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Activity'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type GeoPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GeoPoint'] = ResolversParentTypes['GeoPoint']> = {
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  minorUnits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  recordActivities?: Resolver<ResolversTypes['RecordActivitiesResult'], ParentType, ContextType, RequireFields<MutationRecordActivitiesArgs, 'inputs'>>;
  recordActivity?: Resolver<ResolversTypes['Activity'], ParentType, ContextType, RequireFields<MutationRecordActivityArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PlaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Place'] = ResolversParentTypes['Place'], FederationReferenceType extends FederationReferenceTypes['Place'] = FederationReferenceTypes['Place']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Place']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recentActivities?: Resolver<ReadonlyArray<ResolversTypes['Activity']>, ParentType, ContextType, RequireFields<PlaceRecentActivitiesArgs, 'first'>>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  activity?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType, RequireFields<QueryActivityArgs, 'id'>>;
};

export type RecordActivitiesResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordActivitiesResult'] = ResolversParentTypes['RecordActivitiesResult']> = {
  rejected?: Resolver<ReadonlyArray<ResolversTypes['RejectedActivity']>, ParentType, ContextType>;
  stored?: Resolver<ReadonlyArray<ResolversTypes['Activity']>, ParentType, ContextType>;
};

export type RejectedActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RejectedActivity'] = ResolversParentTypes['RejectedActivity']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  activities?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<UserActivitiesArgs, 'first'>>;
  activityCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType, Partial<UserActivityCountArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastActivity?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Activity?: ActivityResolvers<ContextType>;
  ActivityConnection?: ActivityConnectionResolvers<ContextType>;
  ActivityEdge?: ActivityEdgeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  GeoPoint?: GeoPointResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Place?: PlaceResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordActivitiesResult?: RecordActivitiesResultResolvers<ContextType>;
  RejectedActivity?: RejectedActivityResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
