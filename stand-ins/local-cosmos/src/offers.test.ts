import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { answers } from './test-support/answers.ts';
import { openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

describe('throughput', () => {
  let account: TestAccount;
  before(async () => {
    account = await openTestAccount();
  });
  after(() => account[Symbol.asyncDispose]());

  it('is what a container was made with, until it is replaced', async () => {
    const container = await account.createContainer({ throughput: 700 });
    const { resource, offer } = await container.readOffer();
    assert.equal(resource?.content?.offerThroughput, 700);
    assert.ok(offer && resource?.content);
    await offer.replace({ ...resource, content: { ...resource.content, offerThroughput: 900 } });
    assert.equal((await container.readOffer()).resource?.content?.offerThroughput, 900);
    const odd = { ...resource, content: { ...resource.content, offerThroughput: 450 } };
    await assert.rejects(offer.replace(odd), answers(400, /offerThroughput|content/));
  });

  it('is the least where a container does not say', async () => {
    const container = await account.createContainer();
    assert.equal((await container.readOffer()).resource?.content?.offerThroughput, 400);
  });

  it('scales up to what was asked for', async () => {
    const container = await account.createContainer({ maxThroughput: 4000 });
    const { resource } = await container.readOffer();
    assert.equal(resource?.content?.offerAutopilotSettings?.maxThroughput, 4000);
    await assert.rejects(account.createContainer({ maxThroughput: 1500 }), answers(400, /maxThroughput/));
  });

  it('goes with the container', async () => {
    const container = await account.createContainer();
    const { resource } = await container.readOffer();
    await container.delete();
    await assert.rejects(account.client.offer(String(resource?._rid)).read(), answers(404));
  });
});
