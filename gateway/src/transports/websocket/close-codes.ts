/** Close codes of ours, beside those of the protocol. */
export const closeCodes = {
  goingAway: 1001,
  /** A mistake of ours. */
  internalError: 1011,
  /** Messages are not taken. */
  tooSlow: 4413,
  /** Operations are asked for again and again beyond what a connection may have. */
  tooManyOperations: 4414,
};
