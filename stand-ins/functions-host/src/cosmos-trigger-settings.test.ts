import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCosmosTrigger } from './cosmos-trigger-settings.ts';

const binding = {
  type: 'cosmosDBTrigger',
  direction: 'in',
  connection: 'COSMOS',
  databaseName: '%STAGE%-data',
  containerName: 'events',
};

test('what the app leaves out is as in the real trigger, and app settings are filled in', () => {
  const settings = readCosmosTrigger(binding, { STAGE: 'test' });
  assert.equal(settings.databaseName, 'test-data');
  assert.equal(settings.feedPollDelay, 5000);
  assert.equal(settings.maxItemsPerInvocation, 100);
  assert.equal(settings.leaseContainerName, 'leases');
});

test('an app setting that is absent, and a mode that this host has not got, are named', () => {
  assert.throws(() => readCosmosTrigger(binding, {}), /STAGE/);
  const allVersions = { ...binding, changeFeedMode: 'AllVersionsAndDeletes' };
  assert.throws(() => readCosmosTrigger(allVersions, { STAGE: 'test' }), /latest versions only/);
});
