const { join } = require('node:path');
const { getDefaultConfig } = require('expo/metro-config');
const { findShared, lookFrom } = require('./resolve-shared.js');

const config = getDefaultConfig(__dirname);
config.watchFolders = [join(__dirname, '..', 'clients', 'src')];
config.resolver.resolveRequest = (context, name, platform) => {
  const isPackage = !name.startsWith('.') && !name.startsWith('/');
  const originModulePath = isPackage ? lookFrom(context.originModulePath) : context.originModulePath;
  return context.resolveRequest({ ...context, originModulePath }, findShared(name) ?? name, platform);
};

module.exports = config;
