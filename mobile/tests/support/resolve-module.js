const { dirname, isAbsolute } = require('node:path');
const resolveNative = require('@react-native/jest-preset/jest/resolver.js');
const { findShared, lookFrom } = require('../../resolve-shared.js');

/** Finds what is shared, and its packages, as Metro does. */
module.exports = (name, options) => {
  const shared = findShared(name);
  if (shared) return shared;
  const isPackage = !name.startsWith('.') && !isAbsolute(name);
  const basedir = isPackage ? dirname(lookFrom(`${options.basedir}/file`)) : options.basedir;
  return resolveNative(name, { ...options, basedir });
};
