/** Where the system is, and as what the application is known to its issuer. */
export interface Settings {
  readonly graphqlUrl: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: string;
}

// Written into the bundle when it is built: Expo replaces these very words.
declare const process: {
  readonly env: {
    readonly EXPO_PUBLIC_GRAPHQL_URL?: string;
    readonly EXPO_PUBLIC_ISSUER?: string;
    readonly EXPO_PUBLIC_CLIENT_ID?: string;
    readonly EXPO_PUBLIC_SCOPES?: string;
  };
};

export const settings: Settings = {
  graphqlUrl: process.env.EXPO_PUBLIC_GRAPHQL_URL ?? 'http://127.0.0.1:4000/graphql',
  issuer: process.env.EXPO_PUBLIC_ISSUER ?? 'http://127.0.0.1:4010',
  clientId: process.env.EXPO_PUBLIC_CLIENT_ID ?? 'mobile',
  scopes: process.env.EXPO_PUBLIC_SCOPES ?? 'openid profile offline_access',
};
