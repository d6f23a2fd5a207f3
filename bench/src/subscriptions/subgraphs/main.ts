import { answerParent } from '../../testbed/answer-parent.ts';
import { type EmitOrder, serveTopics } from './serve-topics.ts';

export type TopicQuestion =
  | { readonly kind: 'supergraph' }
  | { readonly kind: 'emit'; readonly order: EmitOrder }
  | { readonly kind: 'subscriptions'; readonly to: string };

/** The supergraph's text, when the last event was sent, or how many subscriptions there are. */
export type TopicAnswer = string | number;

const served = serveTopics();

answerParent<TopicQuestion, TopicAnswer>(async (question) => {
  const { supergraphSdl, emit, subscriptions } = await served;
  if (question.kind === 'supergraph') return supergraphSdl;
  return question.kind === 'emit' ? emit(question.order) : subscriptions(question.to);
});
