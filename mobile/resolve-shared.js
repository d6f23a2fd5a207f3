const { join } = require('node:path');

const clients = join(__dirname, '..', 'clients', 'src');
const ofClients = '@headgate/clients/';

/** The file that a name of the shared package stands for; undefined for all others. */
exports.findShared = (name) =>
  name.startsWith(ofClients) ? join(clients, name.slice(ofClients.length)) : undefined;

/**
 * Where to look from for a package: what is shared lies outside, beside other packages of the same names, and there must be one
 * React and one Apollo Client.
 */
exports.lookFrom = (origin) => (origin.startsWith(clients) ? join(__dirname, 'index.ts') : origin);
