export type Tab = 'alerts' | 'rules' | 'places' | 'you';

/** What is on the screen: a tab, or a page above it. */
export type Route =
  | { readonly page: 'tab'; readonly tab: Tab }
  | { readonly page: 'alert'; readonly id: string }
  | { readonly page: 'rule'; readonly id: string }
  | { readonly page: 'new rule' };

/** Where an address leads; undefined for one that leads nowhere, or that somebody made up. */
export function readAddress(address: string): Route | undefined {
  const alert = /[/#]alerts\/([\w-]{1,100})$/.exec(address)?.[1];
  if (alert !== undefined) return { page: 'alert', id: alert };
  const tab = /[/#](alerts|rules|places|you)\/?$/.exec(address)?.[1];
  return tab === undefined ? undefined : { page: 'tab', tab: tab as Tab };
}
