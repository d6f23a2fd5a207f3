export interface DemoUser {
  /** Subject of the user's tokens, and their id. */
  readonly id: string;
  /** What they type to sign in. */
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly roles: readonly string[];
}

/** Who may sign in to the local stack: three customers and an operator. The seed creates their accounts. */
export const demoUsers: readonly DemoUser[] = [
  {
    id: 'ada',
    name: 'ada',
    displayName: 'Ada Lindqvist',
    email: 'ada@headgate.example',
    locale: 'sv-SE',
    timeZone: 'Europe/Stockholm',
    roles: [],
  },
  {
    id: 'bob',
    name: 'bob',
    displayName: 'Bob Okafor',
    email: 'bob@headgate.example',
    locale: 'en-GB',
    timeZone: 'Europe/London',
    roles: [],
  },
  {
    id: 'carol',
    name: 'carol',
    displayName: 'Carol Weber',
    email: 'carol@headgate.example',
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
    roles: [],
  },
  {
    id: 'olga',
    name: 'olga',
    displayName: 'Olga Petrova',
    email: 'olga@headgate.example',
    locale: 'en-US',
    timeZone: 'America/New_York',
    roles: ['operator'],
  },
];
