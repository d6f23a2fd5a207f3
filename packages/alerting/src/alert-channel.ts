/** Ways to reach a user who is not looking: the list and the live subscription have every alert anyway. */
export const alertChannels = ['PUSH'] as const;

export type AlertChannel = (typeof alertChannels)[number];

/** The channels of a rule or an alert; one from before there were any has all. */
export function channelsOf({
  channels,
}: {
  readonly channels?: readonly AlertChannel[];
}): readonly AlertChannel[] {
  return channels ?? alertChannels;
}
