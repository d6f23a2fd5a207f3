/** How much may be written that a client has not taken, beside the number of messages: those may be large. */
export const maxWaitingBytes = 16 * 1024 * 1024;
