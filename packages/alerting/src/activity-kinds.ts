/** What events may be. One of another kind waits as a dead letter for a version that knows it. */
export const activityKinds = ['VIEW', 'CLICK', 'CHECK_IN', 'PURCHASE', 'SIGN_IN', 'CUSTOM'] as const;
