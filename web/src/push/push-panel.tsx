import { useMutation, useQuery } from '@apollo/client/react';
import { Button, makeStyles, Subtitle1, Text } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { PushKeyDocument, RegisterDeviceDocument, RemoveDeviceDocument } from '../__generated__/graphql.ts';
import { Notice } from '../parts/notice.tsx';
import { Panel } from '../parts/panel.tsx';
import { Tag } from '../parts/tag.tsx';
import { say } from '../text/language.ts';
import { findPushState, nameBrowser, type PushState, subscribe, unsubscribe } from './browser-push.ts';
import { forgetRegistration, keepRegistration, readRegistration } from './push-registration.ts';

const useStyles = makeStyles({ buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

/** Lets alerts reach this browser while no page is open. */
export function PushPanel({ onChange }: { readonly onChange: () => void }) {
  const styles = useStyles();
  const { data } = useQuery(PushKeyDocument);
  const [register] = useMutation(RegisterDeviceDocument);
  const [remove] = useMutation(RemoveDeviceDocument);
  const [state, setState] = useState<PushState>();
  const [isFailed, setFailed] = useState(false);
  useEffect(() => void findPushState().then(setState), []);
  const key = data?.webPushKey;
  if (!data || !state) return null;

  async function change(make: () => Promise<void>): Promise<void> {
    setFailed(false);
    try {
      await make();
    } catch {
      setFailed(true);
    }
    setState(await findPushState());
    onChange();
  }

  async function begin(applicationServerKey: string): Promise<void> {
    const subscription = await subscribe(applicationServerKey);
    const pushHandle = JSON.stringify(subscription);
    const name = nameBrowser();
    const made = await register({ variables: { input: { platform: 'BROWSER', name, pushHandle } } });
    if (made.data) await keepRegistration({ deviceId: made.data.registerDevice.id, name });
  }

  async function end(): Promise<void> {
    await unsubscribe();
    const known = await readRegistration();
    await forgetRegistration();
    // One that was removed on the list is gone already.
    if (known) await remove({ variables: { id: known.deviceId }, errorPolicy: 'all' });
  }

  return (
    <Panel>
      <Subtitle1 as="h2">
        {say('thisBrowser')} {state === 'on' && <Tag intent="good">{say('pushOn')}</Tag>}
      </Subtitle1>
      <Text>{say(describeState(key, state))}</Text>
      {isFailed && <Notice intent="error">{say('pushFailed')}</Notice>}
      <div className={styles.buttons}>
        {key && state === 'off' && (
          <Button appearance="primary" onClick={() => void change(() => begin(key))}>
            {say('pushBegin')}
          </Button>
        )}
        {state === 'on' && (
          <Button appearance="subtle" onClick={() => void change(end)}>
            {say('pushEnd')}
          </Button>
        )}
      </div>
    </Panel>
  );
}

function describeState(key: string | null | undefined, state: PushState) {
  if (!key) return 'pushNoServer';
  return ({ none: 'pushNone', blocked: 'pushBlocked', off: 'pushOffText', on: 'pushOnText' } as const)[state];
}
