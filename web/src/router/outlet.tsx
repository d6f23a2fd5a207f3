import { Component, type ReactNode, Suspense } from 'react';
import { Empty, Failed, Loading } from '../parts/page-states.tsx';
import { say } from '../text/language.ts';
import { useAddress } from './address.ts';
import { findPage } from './pages.ts';

/** The page that the address names. */
export function Outlet() {
  const { page } = useAddress();
  const entry = findPage(page);
  if (!entry) return <Empty title={say('noPage')} isPage />;
  return (
    <Boundary key={page}>
      <Suspense fallback={<Loading />}>
        <entry.Page />
      </Suspense>
    </Boundary>
  );
}

/** A page that cannot be loaded, or fails, says so, and leaves the rest of the application as it is. */
class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | undefined }> {
  override state = { error: undefined as Error | undefined };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    // Its code may be that of another release by now: a new document knows the new names.
    return error ? <Failed error={error} onAgain={() => location.reload()} /> : this.props.children;
  }
}
