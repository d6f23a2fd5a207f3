/** What differs between environments; everything else is the same everywhere. */
export interface Size {
  /** The first two numbers of the virtual network's addresses. */
  readonly networkPrefix: string;
  readonly cluster: {
    readonly systemNodes: number;
    readonly zones: readonly string[];
  };
  readonly registrySku: string;
  readonly postgres: {
    readonly sku: string;
    readonly tier: string;
    readonly storageGb: number;
    readonly highAvailability: string;
    readonly backupDays: number;
    readonly geoRedundantBackup: string;
    readonly readReplica: boolean;
  };
  readonly cosmos: {
    /** Each container scales by itself between a tenth of it and it, in request units a second. */
    readonly maxThroughput: number;
    readonly zoneRedundant: boolean;
    readonly backupTier: string;
  };
  /** After so many days what a user did is forgotten. */
  readonly activityRetentionDays: number;
  readonly redis: {
    readonly sku: string;
    readonly highAvailability: string;
  };
  readonly functions: {
    readonly instanceMemoryMb: number;
    readonly maxInstances: number;
    readonly alwaysReady: number;
    readonly storageSku: string;
    /** Needs storage in several zones. */
    readonly zoneRedundant: boolean;
  };
  readonly notificationHubSku: string;
  readonly logs: {
    readonly retentionDays: number;
    /** Past it nothing more is taken in that day. */
    readonly dailyGb: number;
  };
  /** `none`, `fabric` or `synapse`. */
  readonly analytics: string;
  readonly fabricSku: string;
  /** In the subscription's currency. */
  readonly monthlyBudget: number;
}

/** Small, in one zone, and cheap: it may be lost. */
export const dev: Size = {
  networkPrefix: '10.30',
  cluster: { systemNodes: 1, zones: ['1'] },
  registrySku: 'Basic',
  postgres: {
    sku: 'Standard_B1ms',
    tier: 'Burstable',
    storageGb: 32,
    highAvailability: 'Disabled',
    backupDays: 7,
    geoRedundantBackup: 'Disabled',
    readReplica: false,
  },
  cosmos: { maxThroughput: 1_000, zoneRedundant: false, backupTier: 'Continuous7Days' },
  activityRetentionDays: 400,
  redis: { sku: 'Balanced_B0', highAvailability: 'Disabled' },
  functions: {
    instanceMemoryMb: 512,
    maxInstances: 40,
    alwaysReady: 0,
    storageSku: 'Standard_LRS',
    zoneRedundant: false,
  },
  notificationHubSku: 'Free',
  logs: { retentionDays: 30, dailyGb: 1 },
  analytics: 'none',
  fabricSku: 'F2',
  monthlyBudget: 500,
};

/** Three zones, a standby of the database, backups in a second region. */
export const production: Size = {
  networkPrefix: '10.10',
  cluster: { systemNodes: 3, zones: ['1', '2', '3'] },
  registrySku: 'Premium',
  postgres: {
    sku: 'Standard_D4ds_v5',
    tier: 'GeneralPurpose',
    storageGb: 128,
    highAvailability: 'ZoneRedundant',
    backupDays: 35,
    geoRedundantBackup: 'Enabled',
    readReplica: false,
  },
  cosmos: { maxThroughput: 10_000, zoneRedundant: true, backupTier: 'Continuous30Days' },
  activityRetentionDays: 400,
  redis: { sku: 'Balanced_B5', highAvailability: 'Enabled' },
  functions: {
    instanceMemoryMb: 2_048,
    maxInstances: 100,
    alwaysReady: 2,
    storageSku: 'Standard_ZRS',
    zoneRedundant: true,
  },
  notificationHubSku: 'Standard',
  logs: { retentionDays: 90, dailyGb: 20 },
  analytics: 'none',
  fabricSku: 'F8',
  monthlyBudget: 6_000,
};

/** Production's shape at a smaller scale: what is tried there is what will run. */
export const staging: Size = {
  ...production,
  networkPrefix: '10.20',
  postgres: {
    ...production.postgres,
    sku: 'Standard_D2ds_v5',
    storageGb: 64,
    backupDays: 7,
    geoRedundantBackup: 'Disabled',
  },
  cosmos: { ...production.cosmos, maxThroughput: 1_000, backupTier: 'Continuous7Days' },
  redis: { sku: 'Balanced_B1', highAvailability: 'Enabled' },
  functions: { ...production.functions, maxInstances: 40, alwaysReady: 0 },
  logs: { retentionDays: 30, dailyGb: 5 },
  monthlyBudget: 2_500,
};

export const sizes: Readonly<Record<string, Size>> = { dev, staging, production };
