import type { IdentityProviderUser } from '../identity-provider-options.ts';
import { escapeHtml } from './escape-html.ts';
import { renderPage } from './render-page.ts';

/** Lists who may sign in: one click is enough, for there are no passwords here. */
export function renderSignIn(users: readonly IdentityProviderUser[]): string {
  const buttons = users.map(({ name, displayName = name, roles }) => {
    const initials = displayName
      .split(/\s+/)
      .map((word) => word[0]?.toUpperCase() ?? '')
      .slice(0, 2)
      .join('');
    const about = roles.length > 0 ? roles.join(', ') : 'customer';
    return `<button name="username" value="${escapeHtml(name)}"><i aria-hidden="true">${escapeHtml(initials)}</i><span><b>${escapeHtml(displayName)}</b><small>${escapeHtml(about)}</small></span></button>`;
  });
  const body = `<h1>Who are you?</h1>
<p>This issuer is for development: there are no passwords.</p>
<form method="post">${buttons.join('\n')}</form>`;
  return renderPage('Sign in to Headgate', body);
}
