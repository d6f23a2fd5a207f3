import { expect, test } from '@jest/globals';
import { readAddress } from './route.ts';

test('addresses of the application lead to its pages, from every system', () => {
  expect(readAddress('headgate://alerts/aB_-9')).toEqual({ page: 'alert', id: 'aB_-9' });
  expect(readAddress('http://127.0.0.1:4040/#alerts/x')).toEqual({ page: 'alert', id: 'x' });
  expect(readAddress('headgate://rules')).toEqual({ page: 'tab', tab: 'rules' });
});

test('addresses that somebody made up lead nowhere', () => {
  for (const address of [
    'headgate://signed-in?code=x',
    'headgate://alerts/a b',
    `headgate://alerts/${'x'.repeat(101)}`,
    'headgate://alerts/../rules/x',
    '',
  ]) {
    expect(readAddress(address)).toBeUndefined();
  }
});
