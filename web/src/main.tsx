import { ApolloProvider } from '@apollo/client/react';
import { keepCache } from '@headgate/clients/keep-cache.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from './create-client.ts';
import { Frame } from './parts/frame.tsx';
import { Sockets } from './parts/use-socket.ts';
import { markAway, markHeard } from './session/connection.ts';
import { isSigningOut, readSession, type SignedInUser } from './session/session.ts';
import { Session } from './session/use-session.ts';
import { watchSession } from './session/watch-session.ts';
import { startTelemetry } from './telemetry/start-telemetry.ts';
import { watchPage } from './telemetry/watch-page.ts';
import { direction, language, loadLanguage } from './text/language.ts';
import { findLook, Themed } from './theme/themed.tsx';

const seenKey = 'headgate-session';

document.documentElement.lang = language;
document.documentElement.dir = direction;

/** Without a network the last one who was signed in sees what they had seen. */
async function findUser(): Promise<SignedInUser | undefined> {
  const user = await readSession();
  if (user === null) return JSON.parse(localStorage.getItem(seenKey) ?? 'null') ?? undefined;
  if (user) localStorage.setItem(seenKey, JSON.stringify(user));
  else localStorage.clear();
  return user;
}

/** Whoever signs in again is where they were. */
function onSignedOut(): void {
  if (!isSigningOut()) location.reload();
}

/** Makes what pages read from, filled with what this user saw before. */
async function openClients(user: SignedInUser | undefined) {
  let keep: (() => void) | undefined;
  const clients = createClient({
    onSignedOut,
    onHeard() {
      markHeard();
      keep?.();
    },
    onAway: markAway,
  });
  if (!user) return clients;
  watchSession(user.subject, onSignedOut);
  const key = `headgate-seen-${user.subject}`;
  const keeper = await keepCache({ cache: clients.cache, storage: localStorage, key });
  if (keeper.keptAt) markHeard(keeper.keptAt);
  if (!navigator.onLine) markAway();
  keep = keeper.schedule;
  addEventListener('pagehide', keeper.flush);
  return clients;
}

async function start(): Promise<void> {
  watchPage();
  const [user, look] = await Promise.all([findUser(), findLook(), loadLanguage()]);
  const { client, socket } = await openClients(user);
  startTelemetry(user !== undefined);
  const root = document.getElementById('root');
  if (!root) throw new Error('The document has no root');
  createRoot(root).render(
    <StrictMode>
      <Themed first={look}>
        <Session value={user}>
          <Sockets value={socket}>
            <ApolloProvider client={client}>
              <Frame />
            </ApolloProvider>
          </Sockets>
        </Session>
      </Themed>
    </StrictMode>,
  );
  if (import.meta.env.PROD && 'serviceWorker' in navigator) await navigator.serviceWorker.register('/sw.js');
}

void start();
