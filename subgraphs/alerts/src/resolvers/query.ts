import { severitiesFrom } from '@headgate/alerting/alert-severity.ts';
import type { Identity } from '@headgate/identity/identity.ts';
import {
  requireIdentity,
  requireOperator,
  requireSelfOrOperator,
} from '@headgate/identity/require-identity.ts';
import { parsePageArguments } from '@headgate/relay/page-arguments.ts';
import { toConnection } from '@headgate/relay/to-connection.ts';
import type { QueryResolvers } from '../__generated__/resolvers.ts';
import { alertCursor, readAlertCursor, readRuleCursor, ruleCursor } from '../cursors.ts';
import { previewRule } from '../rules/preview-rule.ts';

export const Query: QueryResolvers = {
  async alerts(_root, args, { identity, services }) {
    const userId = requireOwner(identity, args.userId);
    const page = parsePageArguments(args);
    const found = await services.alerts.list({
      userId,
      beforeSequence: page.after === null ? null : readAlertCursor(page.after),
      statuses: args.statuses ?? null,
      severities: severitiesFrom(args.minSeverity ?? 'INFO'),
      limit: page.first + 1,
    });
    return toConnection(found, page, alertCursor);
  },
  async alertRules(_root, args, { identity, services }) {
    const userId = requireOwner(identity, args.userId);
    const page = parsePageArguments(args);
    const after = page.after === null ? null : readRuleCursor(page.after);
    return toConnection(await services.rules.list(userId, after, page.first + 1), page, ruleCursor);
  },
  deadLetters(_root, args, { identity, services }) {
    requireOperator(identity);
    return services.deadLetters.list(parsePageArguments(args, 50).first);
  },
  previewAlertRule: (_root, { input }, { identity, services }) =>
    previewRule(services, requireIdentity(identity).userId, input),
};

/** Whose data is asked for: the caller's own, or that of a user whom the caller may see. */
function requireOwner(identity: Identity | null, userId: string | null | undefined): string {
  const owner = userId ?? requireIdentity(identity).userId;
  requireSelfOrOperator(identity, owner);
  return owner;
}
