import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Hub, HubNotification } from '../hub/create-hub.ts';
import type { NotificationRecord } from '../hub/hub-state.ts';
import { platforms } from '../hub/installation.ts';
import { HubError } from './hub-error.ts';
import { escapeXml } from './xml-text.ts';

const propertiesSchema = z.record(z.string(), z.string(), {
  error: 'expected an object whose values are all strings',
});

/**
 * Takes a notification: 201, with the address of its telemetry
 * (https://learn.microsoft.com/rest/api/notificationhubs/send-template-notification and its siblings).
 * @throws {HubError}
 */
export function handleSend(hub: Hub, request: Request, response: Response): void {
  const record = hub.send(readNotification(request));
  const hubPath = request.path.slice(0, request.path.indexOf('/messages'));
  response.status(201);
  response.set(
    'location',
    `${request.protocol}://${request.headers.host}${hubPath}/messages/${record.id}?api-version=2020-06`,
  );
  if (request.query['test'] === undefined) response.end();
  else response.type('application/xml').send(describeTestSend(record));
}

/** Tells what became of a notification: https://learn.microsoft.com/rest/api/notificationhubs/get-notification-message-telemetry */
export function handleTelemetry(hub: Hub, request: Request, response: Response): void {
  const { id, enqueuedAt, outcomes } = hub.findNotification(String(request.params['id']));
  const byPlatform = Map.groupBy(outcomes, ({ device }) => device.installation.platform);
  const counts = [...byPlatform].map(([platform, entries]) => {
    const byOutcome = Map.groupBy(entries, ({ outcome }) => outcome);
    const list = [...byOutcome].map(
      ([name, each]) => `<Outcome><Name>${name}</Name><Count>${each.length}</Count></Outcome>`,
    );
    return `<${countsOf[platform]}>${list.join('')}</${countsOf[platform]}>`;
  });
  const namespace = 'xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"';
  const fields = [
    `<NotificationId>${id}</NotificationId><State>Completed</State><EnqueueTime>${enqueuedAt}</EnqueueTime>`,
    `<TargetPlatforms>${[...byPlatform.keys()].join(',')}</TargetPlatforms>`,
    ...counts,
  ];
  response
    .type('application/xml')
    .send(`<NotificationDetails ${namespace}>${fields.join('')}</NotificationDetails>`);
}

const countsOf = {
  apns: 'ApnsOutcomeCounts',
  fcmv1: 'FcmV1OutcomeCounts',
  wns: 'WnsOutcomeCounts',
  browser: 'BrowserOutcomeCounts',
};

function readNotification(request: Request): HubNotification {
  const format = request.get('servicebusnotification-format') ?? 'template';
  const tagExpression = request.get('servicebusnotification-tags') || null;
  if (request.query['direct'] !== undefined) throw new HubError(400, 'This stand-in has no direct send.');
  const body = String(request.body);
  if (format === 'template') return { tagExpression, format, properties: readProperties(body) };
  const platform = Object.values(platforms).find((name) => name === format);
  if (!platform) throw new HubError(400, `The format ${format} is not supported here.`);
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => /^(apns-|x-wns-|topic$|ttl$|urgency$)/.test(name)),
  ) as Record<string, string>;
  return { tagExpression, format: platform, delivery: { body, headers } };
}

function readProperties(body: string): Record<string, string> {
  try {
    return propertiesSchema.parse(JSON.parse(body));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : 'it is not JSON';
    throw new HubError(400, `The template notification is not valid: ${reason}.`);
  }
}

function describeTestSend({ outcomes }: NotificationRecord): string {
  const succeeded = outcomes.filter(({ outcome }) => outcome === 'Success').length;
  const results = outcomes.map(({ device: { installation }, outcome }) => {
    const { platform, pushChannel, installationId } = installation;
    const handle = typeof pushChannel === 'string' ? pushChannel : pushChannel.endpoint;
    const fields = {
      ApplicationPlatform: platforms[platform],
      PnsHandle: handle,
      RegistrationId: installationId,
      Outcome: outcome,
    };
    const list = Object.entries(fields).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
    return `<RegistrationResult>${list.join('')}</RegistrationResult>`;
  });
  const counts = `<Failure>${outcomes.length - succeeded}</Failure><Success>${succeeded}</Success>`;
  return `<NotificationOutcome>${counts}<Results>${results.join('')}</Results></NotificationOutcome>`;
}
