import { answerParent } from '../../testbed/answer-parent.ts';
import { type ChurnOrder, type ChurnResult, churn } from './churn.ts';
import { type ClientGroup, type GroupOrder, type GroupState, openClientGroup } from './client-group.ts';

export type ClientQuestion =
  | { readonly kind: 'open'; readonly group: string; readonly order: GroupOrder }
  | { readonly kind: 'state' | 'close' | 'messages'; readonly group: string }
  | { readonly kind: 'churn'; readonly order: ChurnOrder };

/** To `open` and `state` where the group stands; to `messages` the last of each client; to `churn` what came of it. */
export type ClientAnswer = GroupState | readonly string[] | ChurnResult;

const groups = new Map<string, ClientGroup>();

answerParent<ClientQuestion, ClientAnswer>(async (question) => {
  if (question.kind === 'churn') return churn(question.order);
  if (question.kind === 'open') groups.set(question.group, await openClientGroup(question.order));
  const group = groups.get(question.group);
  if (!group) throw new Error(`No group ${question.group}`);
  if (question.kind === 'messages') return group.messages();
  if (question.kind === 'close') {
    group.close();
    groups.delete(question.group);
  }
  return group.state();
});
