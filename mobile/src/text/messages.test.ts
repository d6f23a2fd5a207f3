import { expect, test } from '@jest/globals';
import { formatDay, formatTime, say } from './language.ts';
import { messages } from './messages.ts';

test('every language says everything, with the same values', () => {
  const valuesIn = (texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([name, text]) => [name, (text.match(/\{\w+\}/g) ?? []).toSorted()]);
  expect(valuesIn(messages.de)).toEqual(valuesIn(messages.en));
});

test('times say how long ago, then the clock, and never what is to come', () => {
  const now = Date.parse('2026-03-29T12:00:00.000Z');
  expect(formatTime('2026-03-29T12:03:00.000Z', now)).toBe('now');
  expect(formatTime('2026-03-29T11:18:00.000Z', now)).toBe('42 min ago');
  expect(formatTime('2026-03-29T10:00:00.000Z', now)).toMatch(/\d\d:\d\d/);
  expect(formatDay('2026-03-29T11:59:00.000Z', now)).toBe(say('today'));
});
