import { createDOMRenderer, FluentProvider, RendererProvider, type Theme } from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import { direction } from '../text/language.ts';
import { loadTheme } from './load-theme.ts';
import { ThemeSwitch } from './theme-switch.ts';
import { Dark } from './use-dark.ts';

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

// The gateway lets styles in by the nonce of the document.
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;
const renderer = createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {});

/** How the page looks. */
export interface Look {
  readonly isDark: boolean;
  readonly theme: Theme;
}

/** The look that the reader's system asks for. */
export async function findLook(isDark = prefersDark.matches): Promise<Look> {
  return { isDark, theme: await loadTheme(isDark) };
}

/** Gives what is inside its colours, dark or light as the system is, until somebody chooses. */
export function Themed({ first, children }: { readonly first: Look; readonly children: ReactNode }) {
  const [{ isDark, theme }, setLook] = useState(first);
  const choose = (next: boolean) => void findLook(next).then(setLook);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it listens once.
  useEffect(() => {
    const follow = () => choose(prefersDark.matches);
    prefersDark.addEventListener('change', follow);
    return () => prefersDark.removeEventListener('change', follow);
  }, []);
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={theme} dir={direction} className="ground">
        <Dark value={isDark}>
          <ThemeSwitch value={choose}>{children}</ThemeSwitch>
        </Dark>
      </FluentProvider>
    </RendererProvider>
  );
}
