import { useMutation, useQuery } from '@apollo/client/react';
import {
  Button,
  Field,
  Input,
  makeStyles,
  Select,
  Subtitle1,
  Switch,
  Text,
  Title2,
  tokens,
} from '@fluentui/react-components';
import {
  type AlertSeverity,
  PreferencesDocument,
  RemoveDeviceDocument,
  SendTestNotificationDocument,
  UpdatePreferencesDocument,
} from '../__generated__/graphql.ts';
import { Empty, Failed, Loading } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { PushPanel } from '../push/push-panel.tsx';
import { formatTime, say } from '../text/language.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
  fields: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))', gap: '12px' },
  text: { display: 'grid', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  test: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 12px' },
  about: { color: tokens.colorNeutralForeground2 },
});

const severities: readonly AlertSeverity[] = ['INFO', 'WARNING', 'CRITICAL'];

/** What one is told of, when and where. */
export function Page() {
  const styles = useStyles();
  const {
    data: fresh,
    previousData,
    loading,
    error,
    refetch,
  } = useQuery(PreferencesDocument, {
    fetchPolicy: 'cache-and-network',
  });
  // Without a network the answer is an error: what was seen is shown all the same.
  const data = fresh ?? previousData;
  const [update, updating] = useMutation(UpdatePreferencesDocument, { errorPolicy: 'all' });
  const [remove, removing] = useMutation(RemoveDeviceDocument, { errorPolicy: 'all' });
  const [sendTest, testing] = useMutation(SendTestNotificationDocument, { errorPolicy: 'all' });
  const { notificationPreferences: preferences, devices = [] } = data?.viewer ?? {};
  const quiet = preferences?.quietHours;
  const change = (input: Parameters<typeof update>[0]['variables']['input']) =>
    void update({ variables: { input } });
  const changeQuiet = (part: { start?: string; end?: string }) => {
    const { start = '22:00', end = '07:00' } = { ...quiet, ...part };
    change({ quietHours: { start, end, policy: quiet?.policy ?? 'HOLD' } });
  };
  return (
    <>
      <Title2 as="h1">{say('devices')}</Title2>
      {error && !data && <Failed error={error} onAgain={() => void refetch()} />}
      {loading && !data && <Loading />}
      {preferences && (
        <Panel>
          <Subtitle1 as="h2">{say('preferences')}</Subtitle1>
          <Switch
            label={say('push')}
            checked={preferences.pushEnabled}
            onChange={(_, { checked }) => change({ pushEnabled: checked })}
          />
          <div className={styles.fields}>
            <Field label={say('minSeverity')}>
              <Select
                value={preferences.minSeverity}
                onChange={(_, { value }) => change({ minSeverity: value as AlertSeverity })}
              >
                {severities.map((each) => (
                  <option key={each} value={each}>
                    {say(each)}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={say('quietHours')}>
              <Switch
                checked={quiet !== null}
                onChange={(_, { checked }) => (checked ? changeQuiet({}) : change({ quietHours: null }))}
              />
            </Field>
            {quiet && (
              <>
                <Field label={say('from')}>
                  <Input
                    type="time"
                    value={quiet.start}
                    onChange={(_, { value }) => value && changeQuiet({ start: value })}
                  />
                </Field>
                <Field label={say('to')}>
                  <Input
                    type="time"
                    value={quiet.end}
                    onChange={(_, { value }) => value && changeQuiet({ end: value })}
                  />
                </Field>
              </>
            )}
          </div>
          {updating.error && <Failed error={updating.error} />}
        </Panel>
      )}
      {removing.error && <Failed error={removing.error} />}
      <PushPanel onChange={() => void refetch()} />
      {data && devices.length === 0 && <Empty title={say('noDevices')} />}
      {devices.length > 0 && (
        <div className={styles.test}>
          <Button disabled={testing.loading} onClick={() => void sendTest()}>
            {say('pushTest')}
          </Button>
          <Text role="status">{testing.data && say('pushTestSent')}</Text>
        </div>
      )}
      {testing.error && <Failed error={testing.error} />}
      <ul className={styles.list}>
        {devices.map((device) => (
          <li key={device.id} data-device={device.id}>
            <Panel isRow>
              <div className={styles.text}>
                <Text weight="semibold">
                  <bdi>{device.name}</bdi>
                </Text>
                <Text size={200} className={styles.about}>
                  {device.platform} · {formatTime(device.createdAt)}
                </Text>
              </div>
              <Button
                size="small"
                appearance="subtle"
                aria-label={`${say('remove')}: ${device.name}`}
                onClick={() => void remove({ variables: { id: device.id } }).then(() => refetch())}
              >
                {say('remove')}
              </Button>
            </Panel>
          </li>
        ))}
      </ul>
    </>
  );
}
