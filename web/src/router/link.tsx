import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { navigate, useAddress } from './address.ts';
import { findPage } from './pages.ts';

export interface LinkProps {
  /** A path, such as `/rules`. */
  readonly to: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link within the application; its page is loaded as soon as somebody points at it. */
export function Link({ to, className, children }: LinkProps) {
  const { page } = useAddress();
  const isHere = to === `/${page}`;
  const anchor = useRef<HTMLAnchorElement>(null);
  // A narrow screen shows some of the links at a time.
  useEffect(() => {
    if (isHere) anchor.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [isHere]);
  function follow(event: MouseEvent): void {
    // A new tab, or a download, is the browser's matter.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  }
  const preload = () =>
    void findPage(to.slice(1))
      ?.load()
      .catch(() => undefined);
  return (
    <a
      ref={anchor}
      href={to}
      className={className}
      aria-current={isHere ? 'page' : undefined}
      onClick={follow}
      onPointerEnter={preload}
      onFocus={preload}
    >
      {children}
    </a>
  );
}
