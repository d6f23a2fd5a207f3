import { expect, test } from '@jest/globals';
import { readResponse } from './read-response.ts';

test('the alert of a notification is found where each system puts it', () => {
  const alertId = 'aB_-9';
  const android = {
    trigger: { remoteMessage: { data: { alertId, severity: 'INFO' } } },
    content: { data: null },
  };
  const apple = { trigger: { payload: { aps: {}, alertId } }, content: { data: null } };
  const taskOfAndroid = { trigger: null, content: { data: { alertId } } };
  for (const request of [android, apple, taskOfAndroid]) {
    expect(readResponse({ actionIdentifier: 'acknowledge', notification: { request } })).toEqual({
      alertId,
      action: 'acknowledge',
    });
    const tap = 'expo.modules.notifications.actions.DEFAULT';
    expect(readResponse({ actionIdentifier: tap, notification: { request } })).toEqual({
      alertId,
      action: 'open',
    });
  }
});

test('notifications of others say nothing', () => {
  expect(readResponse({})).toBeUndefined();
  expect(readResponse({ notification: { request: { content: { data: { alertId: 7 } } } } })).toBeUndefined();
});
