import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { User as UserModel, Device as DeviceModel, Place as PlaceModel } from './prisma/client.ts';
import type { UserPage as UserPageModel } from '../users/find-users.ts';
import type { PlaceReference as PlaceReferenceModel } from '../places/place-reference.ts';
import type { PlacePage as PlacePageModel } from '../places/place-page.ts';
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

export type AccountChange = {
  readonly __typename?: 'AccountChange';
  readonly id: Scalars['ID']['output'];
  /** JSON of what is known; null for what is gone. */
  readonly row: Maybe<Scalars['String']['output']>;
};

export type AccountChanges = {
  readonly __typename?: 'AccountChanges';
  readonly changes: ReadonlyArray<AccountChange>;
  /** Where the next answer goes on; what `after` was where nothing is new. */
  readonly continuation: Maybe<Scalars['String']['output']>;
};

export type AccountTable =
  | 'PLACES'
  | 'USERS';

/** An event that the activity subgraph knows. */
export type Activity = {
  readonly __typename?: 'Activity';
  readonly id: Scalars['ID']['output'];
  /** The place that it names; null for one that is gone, or that the caller may not see. */
  readonly place: Maybe<Place>;
  readonly placeId: Maybe<Scalars['ID']['output']>;
  readonly userId: Scalars['ID']['output'];
};

/** From the least to the most pressing. */
export type AlertSeverity =
  | 'CRITICAL'
  | 'INFO'
  | 'WARNING';

export type CacheControlScope =
  | 'PRIVATE'
  | 'PUBLIC';

/** Something that shows push notifications. */
export type Device = {
  readonly __typename?: 'Device';
  readonly createdAt: Scalars['DateTime']['output'];
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly platform: DevicePlatform;
};

export type DevicePlatform =
  | 'ANDROID'
  | 'BROWSER'
  | 'IOS'
  | 'WINDOWS';

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

/** An area that an alert rule watches. */
export type GeofenceCondition = {
  readonly __typename?: 'GeofenceCondition';
  /** The place that the circle was taken from, if any; null for one that is gone, or that the caller may not see. */
  readonly place: Maybe<Place>;
  readonly placeId: Maybe<Scalars['ID']['output']>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Says that a user is erased everywhere; answers whether one was to be. For the role `notifier` alone. */
  readonly completeErasure: Scalars['Boolean']['output'];
  /**
   * Removes one's own account with its devices and places at once, and everything else that is known of one, wherever it is,
   * soon after; answers one's id. There is no way back.
   */
  readonly deleteAccount: Scalars['ID']['output'];
  /** Adds a device to send alerts to; one that belonged to another user with this push handle is no longer theirs. */
  readonly registerDevice: Device;
  /** Creates the account of the user who is signed in; their id is the access token's subject. */
  readonly registerUser: User;
  /** Removes a device of one's own; answers its id. */
  readonly removeDevice: Scalars['ID']['output'];
  /** Removes a place of one's own; answers its id. */
  readonly removePlace: Scalars['ID']['output'];
  /** Creates a place of one's own, or changes it when `id` is given. */
  readonly savePlace: Place;
  /** Changes what is given, leaves the rest. */
  readonly updateNotificationPreferences: User;
  /** Changes what is given, leaves the rest. */
  readonly updateProfile: User;
};


export type MutationCompleteErasureArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationRegisterDeviceArgs = {
  input: RegisterDeviceInput;
};


export type MutationRegisterUserArgs = {
  input: RegisterUserInput;
};


export type MutationRemoveDeviceArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRemovePlaceArgs = {
  id: Scalars['ID']['input'];
};


export type MutationSavePlaceArgs = {
  input: SavePlaceInput;
};


export type MutationUpdateNotificationPreferencesArgs = {
  input: NotificationPreferencesInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};

export type NotificationPreferences = {
  readonly __typename?: 'NotificationPreferences';
  /** Alerts that are less pressing are not pushed. */
  readonly minSeverity: AlertSeverity;
  readonly pushEnabled: Scalars['Boolean']['output'];
  /** When only critical alerts are pushed, in the user's time zone; null for never. */
  readonly quietHours: Maybe<QuietHours>;
};

export type NotificationPreferencesInput = {
  readonly minSeverity?: InputMaybe<AlertSeverity>;
  readonly pushEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** null removes the quiet hours. */
  readonly quietHours?: InputMaybe<QuietHoursInput>;
};

/** A user as the service sees them that pushes alerts to their devices. */
export type NotificationTarget = {
  readonly __typename?: 'NotificationTarget';
  readonly hasDevices: Scalars['Boolean']['output'];
  readonly preferences: NotificationPreferences;
  /** An IANA time zone. */
  readonly timeZone: Scalars['String']['output'];
  readonly userId: Scalars['ID']['output'];
};

/** https://relay.dev/graphql/connections.htm */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** A circle on the map: a store of the company, or a place that a user saved. */
export type Place = {
  readonly __typename?: 'Place';
  readonly id: Scalars['ID']['output'];
  readonly kind: PlaceKind;
  readonly location: GeoPoint;
  readonly name: Scalars['String']['output'];
  readonly radiusMeters: Scalars['Float']['output'];
};

/** What the insights subgraph knows of a place. */
export type PlaceActivity = {
  readonly __typename?: 'PlaceActivity';
  /** null for a place that is gone since, or that the caller may not see. */
  readonly place: Maybe<Place>;
  readonly placeId: Scalars['ID']['output'];
};

export type PlaceConnection = {
  readonly __typename?: 'PlaceConnection';
  readonly edges: ReadonlyArray<PlaceEdge>;
  readonly nodes: ReadonlyArray<Place>;
  readonly pageInfo: PageInfo;
};

export type PlaceEdge = {
  readonly __typename?: 'PlaceEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Place;
};

export type PlaceKind =
  /** A place that a user saved: they alone see it. */
  | 'PERSONAL'
  /** A store of the company: everybody sees it. */
  | 'STORE';

export type Query = {
  readonly __typename?: 'Query';
  /**
   * What has changed of users or places, without what is personal, the latest of each; the oldest change first. For the role
   * `notifier` alone.
   */
  readonly accountChanges: AccountChanges;
  /** How users want to be told of alerts, in any order, without those who have no account. For the role `notifier` alone. */
  readonly notificationTargets: ReadonlyArray<NotificationTarget>;
  /** Ids of those who have deleted their accounts and are not erased everywhere yet, the longest waiting first. For the role `notifier` alone. */
  readonly pendingErasures: ReadonlyArray<Scalars['ID']['output']>;
  /** One place: a store, or a place of one's own. */
  readonly place: Maybe<Place>;
  /** Stores and the places of the user who is signed in; the nearest first when `near` is given, else by name. */
  readonly places: PlaceConnection;
  /** One user: oneself, or anybody for an operator. */
  readonly user: Maybe<User>;
  /** All users, by display name. Operators only. */
  readonly users: UserConnection;
  /** The user who is signed in; null until they register. */
  readonly viewer: Maybe<User>;
  /**
   * The key that a browser's subscription to notifications is made for (`applicationServerKey`); null where browsers are not
   * notified.
   */
  readonly webPushKey: Maybe<Scalars['String']['output']>;
};


export type QueryAccountChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  of: AccountTable;
};


export type QueryNotificationTargetsArgs = {
  userIds: ReadonlyArray<Scalars['ID']['input']>;
};


export type QueryPlaceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPlacesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  near?: InputMaybe<GeoPointInput>;
  withinMeters?: InputMaybe<Scalars['Float']['input']>;
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};

/** A daily span of local time, over midnight when `end` is before `start`. */
export type QuietHours = {
  readonly __typename?: 'QuietHours';
  /** Local time as `HH:MM`. */
  readonly end: Scalars['String']['output'];
  /** What becomes of alerts that are raised meanwhile, other than critical ones. */
  readonly policy: QuietHoursPolicy;
  /** Local time as `HH:MM`. */
  readonly start: Scalars['String']['output'];
};

export type QuietHoursInput = {
  readonly end: Scalars['String']['input'];
  readonly policy?: InputMaybe<QuietHoursPolicy>;
  readonly start: Scalars['String']['input'];
};

export type QuietHoursPolicy =
  /** They are not pushed. */
  | 'DROP'
  /** They are pushed when the quiet hours end, unless they have been acknowledged or resolved by then. */
  | 'HOLD';

export type RegisterDeviceInput = {
  readonly name: Scalars['String']['input'];
  readonly platform: DevicePlatform;
  /** What the platform's push service calls the device: an FCM token, an APNs device token, a WNS channel, or `PushSubscription.toJSON()` of a browser as text. */
  readonly pushHandle: Scalars['String']['input'];
};

export type RegisterUserInput = {
  /** 1 to 100 characters, without spaces at its ends. */
  readonly displayName: Scalars['String']['input'];
  /** Kept in lower case. */
  readonly email: Scalars['String']['input'];
  /** Kept in canonical form: `en-GB` for `en-gb`. */
  readonly locale?: InputMaybe<Scalars['String']['input']>;
  readonly timeZone?: InputMaybe<Scalars['String']['input']>;
};

export type SavePlaceInput = {
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  readonly location: GeoPointInput;
  readonly name: Scalars['String']['input'];
  /** From 10 to 100,000. */
  readonly radiusMeters: Scalars['Float']['input'];
};

export type UpdateProfileInput = {
  /** 1 to 100 characters, without spaces at its ends. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** Kept in lower case. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** Kept in canonical form: `en-GB` for `en-gb`. */
  readonly locale?: InputMaybe<Scalars['String']['input']>;
  readonly timeZone?: InputMaybe<Scalars['String']['input']>;
};

/** Somebody with an account. Only they themselves and operators may read it. */
export type User = {
  readonly __typename?: 'User';
  readonly createdAt: Scalars['DateTime']['output'];
  readonly devices: ReadonlyArray<Device>;
  readonly displayName: Scalars['String']['output'];
  readonly email: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  /** A BCP 47 language tag, e.g. `en-GB`. */
  readonly locale: Scalars['String']['output'];
  readonly notificationPreferences: NotificationPreferences;
  /** The user's own places, by name. */
  readonly places: PlaceConnection;
  /** An IANA time zone, e.g. `Europe/Berlin`. */
  readonly timeZone: Scalars['String']['output'];
};


/** Somebody with an account. Only they themselves and operators may read it. */
export type UserPlacesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type UserConnection = {
  readonly __typename?: 'UserConnection';
  readonly edges: ReadonlyArray<UserEdge>;
  readonly nodes: ReadonlyArray<User>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type UserEdge = {
  readonly __typename?: 'UserEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: User;
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
  Device: Device;
  GeofenceCondition: GeofenceCondition;
  Place: Place;
  PlaceActivity: PlaceActivity;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Activity:
    ( { __typename: 'Activity' }
    & GraphQLRecursivePick<FederationTypes['Activity'], {"id":true,"userId":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Activity'], {"placeId":true}> ) );
  Device:
    ( { __typename: 'Device' }
    & GraphQLRecursivePick<FederationTypes['Device'], {"id":true}> );
  GeofenceCondition:
    ( { __typename: 'GeofenceCondition' }
    & GraphQLRecursivePick<FederationTypes['GeofenceCondition'], {"placeId":true}> );
  Place:
    ( { __typename: 'Place' }
    & GraphQLRecursivePick<FederationTypes['Place'], {"id":true}> );
  PlaceActivity:
    ( { __typename: 'PlaceActivity' }
    & GraphQLRecursivePick<FederationTypes['PlaceActivity'], {"placeId":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountChange: ResolverTypeWrapper<AccountChange>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AccountChanges: ResolverTypeWrapper<AccountChanges>;
  AccountTable: AccountTable;
  Activity: ResolverTypeWrapper<PlaceReferenceModel>;
  AlertSeverity: AlertSeverity;
  CacheControlScope: CacheControlScope;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Device: ResolverTypeWrapper<DeviceModel>;
  DevicePlatform: DevicePlatform;
  GeoPoint: ResolverTypeWrapper<GeoPoint>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GeoPointInput: GeoPointInput;
  GeofenceCondition: ResolverTypeWrapper<PlaceReferenceModel>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotificationPreferences: ResolverTypeWrapper<NotificationPreferences>;
  NotificationPreferencesInput: NotificationPreferencesInput;
  NotificationTarget: ResolverTypeWrapper<NotificationTarget>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Place: ResolverTypeWrapper<PlaceModel>;
  PlaceActivity: ResolverTypeWrapper<PlaceReferenceModel>;
  PlaceConnection: ResolverTypeWrapper<PlacePageModel>;
  PlaceEdge: ResolverTypeWrapper<Omit<PlaceEdge, 'node'> & { node: ResolversTypes['Place'] }>;
  PlaceKind: PlaceKind;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QuietHours: ResolverTypeWrapper<QuietHours>;
  QuietHoursInput: QuietHoursInput;
  QuietHoursPolicy: QuietHoursPolicy;
  RegisterDeviceInput: RegisterDeviceInput;
  RegisterUserInput: RegisterUserInput;
  SavePlaceInput: SavePlaceInput;
  UpdateProfileInput: UpdateProfileInput;
  User: ResolverTypeWrapper<UserModel>;
  UserConnection: ResolverTypeWrapper<UserPageModel>;
  UserEdge: ResolverTypeWrapper<Omit<UserEdge, 'node'> & { node: ResolversTypes['User'] }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountChange: AccountChange;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  AccountChanges: AccountChanges;
  Activity: PlaceReferenceModel;
  DateTime: Scalars['DateTime']['output'];
  Device: DeviceModel;
  GeoPoint: GeoPoint;
  Float: Scalars['Float']['output'];
  GeoPointInput: GeoPointInput;
  GeofenceCondition: PlaceReferenceModel;
  Mutation: Record<PropertyKey, never>;
  NotificationPreferences: NotificationPreferences;
  NotificationPreferencesInput: NotificationPreferencesInput;
  NotificationTarget: NotificationTarget;
  PageInfo: PageInfo;
  Place: PlaceModel;
  PlaceActivity: PlaceReferenceModel;
  PlaceConnection: PlacePageModel;
  PlaceEdge: Omit<PlaceEdge, 'node'> & { node: ResolversParentTypes['Place'] };
  Query: Record<PropertyKey, never>;
  QuietHours: QuietHours;
  QuietHoursInput: QuietHoursInput;
  RegisterDeviceInput: RegisterDeviceInput;
  RegisterUserInput: RegisterUserInput;
  SavePlaceInput: SavePlaceInput;
  UpdateProfileInput: UpdateProfileInput;
  User: UserModel;
  UserConnection: UserPageModel;
  UserEdge: Omit<UserEdge, 'node'> & { node: ResolversParentTypes['User'] };
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<CacheControlScope>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountChange'] = ResolversParentTypes['AccountChange']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  row?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AccountChangesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountChanges'] = ResolversParentTypes['AccountChanges']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['AccountChange']>, ParentType, ContextType>;
  continuation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Activity'] = ResolversParentTypes['Activity'], FederationReferenceType extends FederationReferenceTypes['Activity'] = FederationReferenceTypes['Activity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Activity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeviceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device'], FederationReferenceType extends FederationReferenceTypes['Device'] = FederationReferenceTypes['Device']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Device']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['DevicePlatform'], ParentType, ContextType>;
};

export type GeoPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GeoPoint'] = ResolversParentTypes['GeoPoint']> = {
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type GeofenceConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GeofenceCondition'] = ResolversParentTypes['GeofenceCondition'], FederationReferenceType extends FederationReferenceTypes['GeofenceCondition'] = FederationReferenceTypes['GeofenceCondition']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['GeofenceCondition']> | FederationReferenceType, FederationReferenceType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  placeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  completeErasure?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationCompleteErasureArgs, 'userId'>>;
  deleteAccount?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  registerDevice?: Resolver<ResolversTypes['Device'], ParentType, ContextType, RequireFields<MutationRegisterDeviceArgs, 'input'>>;
  registerUser?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationRegisterUserArgs, 'input'>>;
  removeDevice?: Resolver<ResolversTypes['ID'], ParentType, ContextType, RequireFields<MutationRemoveDeviceArgs, 'id'>>;
  removePlace?: Resolver<ResolversTypes['ID'], ParentType, ContextType, RequireFields<MutationRemovePlaceArgs, 'id'>>;
  savePlace?: Resolver<ResolversTypes['Place'], ParentType, ContextType, RequireFields<MutationSavePlaceArgs, 'input'>>;
  updateNotificationPreferences?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationUpdateNotificationPreferencesArgs, 'input'>>;
  updateProfile?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
};

export type NotificationPreferencesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotificationPreferences'] = ResolversParentTypes['NotificationPreferences']> = {
  minSeverity?: Resolver<ResolversTypes['AlertSeverity'], ParentType, ContextType>;
  pushEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  quietHours?: Resolver<Maybe<ResolversTypes['QuietHours']>, ParentType, ContextType>;
};

export type NotificationTargetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotificationTarget'] = ResolversParentTypes['NotificationTarget']> = {
  hasDevices?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  preferences?: Resolver<ResolversTypes['NotificationPreferences'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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
  kind?: Resolver<ResolversTypes['PlaceKind'], ParentType, ContextType>;
  location?: Resolver<ResolversTypes['GeoPoint'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  radiusMeters?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type PlaceActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlaceActivity'] = ResolversParentTypes['PlaceActivity'], FederationReferenceType extends FederationReferenceTypes['PlaceActivity'] = FederationReferenceTypes['PlaceActivity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PlaceActivity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  placeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PlaceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlaceConnection'] = ResolversParentTypes['PlaceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PlaceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Place']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PlaceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlaceEdge'] = ResolversParentTypes['PlaceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Place'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  accountChanges?: Resolver<ResolversTypes['AccountChanges'], ParentType, ContextType, RequireFields<QueryAccountChangesArgs, 'first' | 'of'>>;
  notificationTargets?: Resolver<ReadonlyArray<ResolversTypes['NotificationTarget']>, ParentType, ContextType, RequireFields<QueryNotificationTargetsArgs, 'userIds'>>;
  pendingErasures?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType, RequireFields<QueryPlaceArgs, 'id'>>;
  places?: Resolver<ResolversTypes['PlaceConnection'], ParentType, ContextType, RequireFields<QueryPlacesArgs, 'first'>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'id'>>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QueryUsersArgs, 'first'>>;
  viewer?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  webPushKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QuietHoursResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuietHours'] = ResolversParentTypes['QuietHours']> = {
  end?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['QuietHoursPolicy'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  devices?: Resolver<ReadonlyArray<ResolversTypes['Device']>, ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  locale?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  notificationPreferences?: Resolver<ResolversTypes['NotificationPreferences'], ParentType, ContextType>;
  places?: Resolver<ResolversTypes['PlaceConnection'], ParentType, ContextType, RequireFields<UserPlacesArgs, 'first'>>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AccountChange?: AccountChangeResolvers<ContextType>;
  AccountChanges?: AccountChangesResolvers<ContextType>;
  Activity?: ActivityResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Device?: DeviceResolvers<ContextType>;
  GeoPoint?: GeoPointResolvers<ContextType>;
  GeofenceCondition?: GeofenceConditionResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotificationPreferences?: NotificationPreferencesResolvers<ContextType>;
  NotificationTarget?: NotificationTargetResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Place?: PlaceResolvers<ContextType>;
  PlaceActivity?: PlaceActivityResolvers<ContextType>;
  PlaceConnection?: PlaceConnectionResolvers<ContextType>;
  PlaceEdge?: PlaceEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QuietHours?: QuietHoursResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
