import { renderPage } from './render-page.ts';

/** Signs out at once, and has a button for a browser that runs no scripts. `form` is HTML, of the provider's own. */
export function renderSignOut(form: string, nonce: string): string {
  const body = `<h1>Signing out …</h1>${form}
<form><button form="op.logoutForm" name="logout" value="yes">Sign out</button></form>
<script nonce="${nonce}">
  const form = document.getElementById('op.logoutForm');
  const yes = Object.assign(document.createElement('input'), { type: 'hidden', name: 'logout', value: 'yes' });
  form.append(yes);
  form.submit();
</script>`;
  return renderPage('Signing out', body);
}
