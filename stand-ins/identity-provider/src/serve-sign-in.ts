import { Router, urlencoded } from 'express';
import type Provider from 'oidc-provider';
import type { IdentityProviderUser } from './identity-provider-options.ts';
import { renderNotice } from './pages/render-notice.ts';
import { styleSource } from './pages/render-page.ts';
import { renderSignIn } from './pages/render-sign-in.ts';

const policy = `default-src 'none'; style-src ${styleSource}; img-src data:; base-uri 'none'; frame-ancestors 'none'`;

/** The page on which a user says who they are, and its answer. */
export function serveSignIn(provider: Provider, users: readonly IdentityProviderUser[]): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set({ 'content-security-policy': policy, 'cache-control': 'no-store' });
    next();
  });
  const expire = renderNotice('This sign-in has expired', 'Go back to the application and sign in again.');
  router.get('/:uid', async (request, response) => {
    const interaction = await provider.interactionDetails(request, response).catch(() => undefined);
    if (interaction) response.send(renderSignIn(users));
    else response.status(400).send(expire);
  });
  router.post('/:uid', urlencoded(), async (request, response) => {
    const interaction = await provider.interactionDetails(request, response).catch(() => undefined);
    const user = users.find(({ name }) => name === request.body?.username);
    if (!interaction) response.status(400).send(expire);
    else if (!user) response.status(400).send(renderSignIn(users));
    else {
      // Whoever says who they are in the browser has seen what opened it, which is asked of applications on devices.
      const result = { login: { accountId: user.id }, consent: {} };
      await provider.interactionFinished(request, response, result);
    }
  });
  return router;
}
