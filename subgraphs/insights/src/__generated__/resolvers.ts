import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Reference as ReferenceModel } from '../references.ts';
import type { PlaceActivity as PlaceActivityModel } from '../place-activity.ts';
import type { Context } from '../create-context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
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

export type Cohort = {
  readonly __typename?: 'Cohort';
  /** Who of them came again, by weeks later; week 0 is the first. */
  readonly returned: ReadonlyArray<CohortWeek>;
  readonly size: Scalars['Int']['output'];
  /** The Monday of the week in which its users came first. */
  readonly week: Scalars['DateTime']['output'];
};

export type CohortWeek = {
  readonly __typename?: 'CohortWeek';
  /** Of the cohort, 0 to 1. */
  readonly share: Scalars['Float']['output'];
  readonly users: Scalars['Int']['output'];
  readonly weeksLater: Scalars['Int']['output'];
};

export type DataFreshness = {
  readonly __typename?: 'DataFreshness';
  readonly publishedAt: Scalars['DateTime']['output'];
  /** The latest event in it, by the time when it was stored; null where there is none. */
  readonly through: Maybe<Scalars['DateTime']['output']>;
  /** Counts up with each version of the data. */
  readonly version: Scalars['Int']['output'];
};

/** What was forecast for an hour. Nine of ten hours are within the interval. */
export type Forecast = {
  readonly __typename?: 'Forecast';
  /** Mean absolute error of the method on past weeks, in events an hour. */
  readonly error: Scalars['Float']['output'];
  readonly expected: Scalars['Float']['output'];
  readonly high: Scalars['Float']['output'];
  readonly low: Scalars['Float']['output'];
  /** How it was made, e.g. `mean-of-4`: chosen for each series by what would have been best. */
  readonly method: Scalars['String']['output'];
};

export type FunnelStep = {
  readonly __typename?: 'FunnelStep';
  readonly step: FunnelStepName;
  /** Users, added up over the days. */
  readonly users: Scalars['Int']['output'];
};

export type FunnelStepName =
  | 'CHECKED_IN'
  | 'CLICKED'
  | 'PURCHASED'
  | 'VIEWED';

export type HourlyActivity = {
  readonly __typename?: 'HourlyActivity';
  /** null for an hour that has not begun. */
  readonly events: Maybe<Scalars['Int']['output']>;
  /** null where none is made: of kinds together, or too little is known. */
  readonly forecast: Maybe<Forecast>;
  /** The start of the hour. */
  readonly hour: Scalars['DateTime']['output'];
  /** Users who did something; null where kinds are counted together. */
  readonly users: Maybe<Scalars['Int']['output']>;
};

export type ModelCard = {
  readonly __typename?: 'ModelCard';
  readonly baseline: Scalars['String']['output'];
  readonly baselineValue: Scalars['Float']['output'];
  readonly description: Scalars['String']['output'];
  readonly metric: Scalars['String']['output'];
  readonly name: Scalars['String']['output'];
  readonly testedOn: Scalars['Int']['output'];
  readonly trainedAt: Scalars['DateTime']['output'];
  readonly trainedOn: Scalars['Int']['output'];
  readonly value: Scalars['Float']['output'];
};

export type Place = {
  readonly __typename?: 'Place';
  /** As the query of this name, of this place; for operators. */
  readonly hourlyActivity: ReadonlyArray<HourlyActivity>;
  readonly id: Scalars['ID']['output'];
};


export type PlaceHourlyActivityArgs = {
  kind?: InputMaybe<ActivityKind>;
  since: Scalars['DateTime']['input'];
  until: Scalars['DateTime']['input'];
};

/** What happened at a place, which may be gone since: accounts knows it. */
export type PlaceActivity = {
  readonly __typename?: 'PlaceActivity';
  /** What was paid, in the smallest unit of the currencies. */
  readonly amountMinorUnits: Scalars['Float']['output'];
  readonly events: Scalars['Int']['output'];
  /** The middle of where it happened, degrees in WGS 84. */
  readonly latitude: Maybe<Scalars['Float']['output']>;
  readonly longitude: Maybe<Scalars['Float']['output']>;
  readonly placeId: Scalars['ID']['output'];
  readonly purchases: Scalars['Int']['output'];
};

export type Propensity = {
  readonly __typename?: 'Propensity';
  /** 0 to 1. */
  readonly chance: Scalars['Float']['output'];
  /** Within so many days. */
  readonly withinDays: Scalars['Int']['output'];
};

export type PropensityBand = {
  readonly __typename?: 'PropensityBand';
  /** Chances from here, 0 to 0.9. */
  readonly from: Scalars['Float']['output'];
  readonly users: Scalars['Int']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** How fresh the data is; null before there is any. */
  readonly dataFreshness: Maybe<DataFreshness>;
  /** How many users took one step after another in a day, added up; for operators. */
  readonly funnel: ReadonlyArray<FunnelStep>;
  /**
   * Events of each hour with what was, or is, forecast for it, the earliest first; for operators. All fields of one operation
   * are of the same version of the data.
   */
  readonly hourlyActivity: ReadonlyArray<HourlyActivity>;
  /** What the models learned from, and how good they are. */
  readonly modelCards: ReadonlyArray<ModelCard>;
  /** How likely users are to buy, in tenths of the chance; for operators. */
  readonly propensityDistribution: ReadonlyArray<PropensityBand>;
  /** Of the users who came first in each of the last weeks, how many came again later; for operators. */
  readonly retention: ReadonlyArray<Cohort>;
  /** Where most has happened, the busiest first; for operators. */
  readonly topPlaces: ReadonlyArray<PlaceActivity>;
};


export type QueryFunnelArgs = {
  since: Scalars['DateTime']['input'];
  until: Scalars['DateTime']['input'];
};


export type QueryHourlyActivityArgs = {
  kind?: InputMaybe<ActivityKind>;
  placeId?: InputMaybe<Scalars['ID']['input']>;
  since: Scalars['DateTime']['input'];
  until: Scalars['DateTime']['input'];
};


export type QueryRetentionArgs = {
  cohorts?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryTopPlacesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  since: Scalars['DateTime']['input'];
  until: Scalars['DateTime']['input'];
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Sends the freshness of the data now, and whenever there is a newer version of it; for operators. */
  readonly insightsPublished: DataFreshness;
};

export type User = {
  readonly __typename?: 'User';
  readonly id: Scalars['ID']['output'];
  /** How likely the user is to buy; null for one who has bought nothing, and before there is a model. */
  readonly purchasePropensity: Maybe<Propensity>;
  /** What the user usually does in the hours of a week, over the last eight weeks; hours in which nothing ever happened are there too. */
  readonly usualWeek: ReadonlyArray<UsualHour>;
};

export type UsualHour = {
  readonly __typename?: 'UsualHour';
  /** Mean number of events. */
  readonly events: Scalars['Float']['output'];
  /** 0 is Monday 00:00 UTC, 167 Sunday 23:00. */
  readonly hourOfWeek: Scalars['Int']['output'];
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
  Place: Place;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Place:
    ( { __typename: 'Place' }
    & GraphQLRecursivePick<FederationTypes['Place'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ActivityKind: ActivityKind;
  CacheControlScope: CacheControlScope;
  Cohort: ResolverTypeWrapper<Cohort>;
  CohortWeek: ResolverTypeWrapper<CohortWeek>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  DataFreshness: ResolverTypeWrapper<DataFreshness>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Forecast: ResolverTypeWrapper<Forecast>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  FunnelStep: ResolverTypeWrapper<FunnelStep>;
  FunnelStepName: FunnelStepName;
  HourlyActivity: ResolverTypeWrapper<HourlyActivity>;
  ModelCard: ResolverTypeWrapper<ModelCard>;
  Place: ResolverTypeWrapper<ReferenceModel>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  PlaceActivity: ResolverTypeWrapper<PlaceActivityModel>;
  Propensity: ResolverTypeWrapper<Propensity>;
  PropensityBand: ResolverTypeWrapper<PropensityBand>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  User: ResolverTypeWrapper<ReferenceModel>;
  UsualHour: ResolverTypeWrapper<UsualHour>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Cohort: Cohort;
  CohortWeek: CohortWeek;
  Float: Scalars['Float']['output'];
  DataFreshness: DataFreshness;
  DateTime: Scalars['DateTime']['output'];
  Forecast: Forecast;
  String: Scalars['String']['output'];
  FunnelStep: FunnelStep;
  HourlyActivity: HourlyActivity;
  ModelCard: ModelCard;
  Place: ReferenceModel;
  ID: Scalars['ID']['output'];
  PlaceActivity: PlaceActivityModel;
  Propensity: Propensity;
  PropensityBand: PropensityBand;
  Query: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  User: ReferenceModel;
  UsualHour: UsualHour;
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<CacheControlScope>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CohortResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Cohort'] = ResolversParentTypes['Cohort']> = {
  returned?: Resolver<ReadonlyArray<ResolversTypes['CohortWeek']>, ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  week?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type CohortWeekResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CohortWeek'] = ResolversParentTypes['CohortWeek']> = {
  share?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  users?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  weeksLater?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DataFreshnessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataFreshness'] = ResolversParentTypes['DataFreshness']> = {
  publishedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  through?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type ForecastResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Forecast'] = ResolversParentTypes['Forecast']> = {
  error?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  expected?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  high?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  low?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FunnelStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FunnelStep'] = ResolversParentTypes['FunnelStep']> = {
  step?: Resolver<ResolversTypes['FunnelStepName'], ParentType, ContextType>;
  users?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HourlyActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HourlyActivity'] = ResolversParentTypes['HourlyActivity']> = {
  events?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  forecast?: Resolver<Maybe<ResolversTypes['Forecast']>, ParentType, ContextType>;
  hour?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  users?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ModelCardResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelCard'] = ResolversParentTypes['ModelCard']> = {
  baseline?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  baselineValue?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metric?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  testedOn?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  trainedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  trainedOn?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type PlaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Place'] = ResolversParentTypes['Place'], FederationReferenceType extends FederationReferenceTypes['Place'] = FederationReferenceTypes['Place']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Place']> | FederationReferenceType, FederationReferenceType, ContextType>;
  hourlyActivity?: Resolver<ReadonlyArray<ResolversTypes['HourlyActivity']>, ParentType, ContextType, RequireFields<PlaceHourlyActivityArgs, 'since' | 'until'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PlaceActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlaceActivity'] = ResolversParentTypes['PlaceActivity']> = {
  amountMinorUnits?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  events?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  placeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  purchases?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PropensityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Propensity'] = ResolversParentTypes['Propensity']> = {
  chance?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  withinDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PropensityBandResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PropensityBand'] = ResolversParentTypes['PropensityBand']> = {
  from?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  users?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  dataFreshness?: Resolver<Maybe<ResolversTypes['DataFreshness']>, ParentType, ContextType>;
  funnel?: Resolver<ReadonlyArray<ResolversTypes['FunnelStep']>, ParentType, ContextType, RequireFields<QueryFunnelArgs, 'since' | 'until'>>;
  hourlyActivity?: Resolver<ReadonlyArray<ResolversTypes['HourlyActivity']>, ParentType, ContextType, RequireFields<QueryHourlyActivityArgs, 'since' | 'until'>>;
  modelCards?: Resolver<ReadonlyArray<ResolversTypes['ModelCard']>, ParentType, ContextType>;
  propensityDistribution?: Resolver<ReadonlyArray<ResolversTypes['PropensityBand']>, ParentType, ContextType>;
  retention?: Resolver<ReadonlyArray<ResolversTypes['Cohort']>, ParentType, ContextType, RequireFields<QueryRetentionArgs, 'cohorts'>>;
  topPlaces?: Resolver<ReadonlyArray<ResolversTypes['PlaceActivity']>, ParentType, ContextType, RequireFields<QueryTopPlacesArgs, 'first' | 'since' | 'until'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  insightsPublished?: SubscriptionResolver<ResolversTypes['DataFreshness'], "insightsPublished", ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  purchasePropensity?: Resolver<Maybe<ResolversTypes['Propensity']>, ParentType, ContextType>;
  usualWeek?: Resolver<ReadonlyArray<ResolversTypes['UsualHour']>, ParentType, ContextType>;
};

export type UsualHourResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UsualHour'] = ResolversParentTypes['UsualHour']> = {
  events?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  hourOfWeek?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Cohort?: CohortResolvers<ContextType>;
  CohortWeek?: CohortWeekResolvers<ContextType>;
  DataFreshness?: DataFreshnessResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Forecast?: ForecastResolvers<ContextType>;
  FunnelStep?: FunnelStepResolvers<ContextType>;
  HourlyActivity?: HourlyActivityResolvers<ContextType>;
  ModelCard?: ModelCardResolvers<ContextType>;
  Place?: PlaceResolvers<ContextType>;
  PlaceActivity?: PlaceActivityResolvers<ContextType>;
  Propensity?: PropensityResolvers<ContextType>;
  PropensityBand?: PropensityBandResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UsualHour?: UsualHourResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
