module.exports = {
  preset: 'jest-expo',
  testEnvironment: '<rootDir>/tests/support/node-environment.js',
  resolver: '<rootDir>/tests/support/resolve-module.js',
  setupFilesAfterEnv: ['<rootDir>/tests/support/expect-changes.js'],
  testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/src/**/*.test.tsx', '<rootDir>/tests/**/*.test.tsx'],
  transformIgnorePatterns: [
    'node_modules/(?!(.pnpm|react-native|@react-native|@react-native-community|expo|@expo|standard-navigation|@apollo|react-navigation|@react-navigation)[/.\\-@]|node_modules/(expo|react-native))',
  ],
};
