import { useApolloClient, useQuery, useSubscription } from '@apollo/client/react';
import { Button, Field, makeStyles, Select, Text, Title2, tokens } from '@fluentui/react-components';
import { now } from '@headgate/clients/clock.ts';
import { useState } from 'react';
import { type ActivityKind, HoursDocument, InsightsPublishedDocument } from '../__generated__/graphql.ts';
import { BusyPlaces } from '../insights/busy-places.tsx';
import { HoursChart } from '../insights/hours-chart.tsx';
import { OwnWeek } from '../insights/own-week.tsx';
import { Population } from '../insights/population.tsx';
import { writeCsv } from '../insights/write-csv.ts';
import { Empty, Failed, Loading } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { useSession } from '../session/use-session.ts';
import { formatTime, say } from '../text/language.ts';

const kinds: readonly ActivityKind[] = ['CHECK_IN', 'PURCHASE', 'VIEW', 'CLICK', 'SIGN_IN', 'CUSTOM'];
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const spans = { dayOfHours: dayMs, weekOfHours: 7 * dayMs } as const;

const useStyles = makeStyles({
  fields: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))', gap: '12px' },
  about: { color: tokens.colorNeutralForeground2 },
  download: { alignSelf: 'start' },
});

const iso = (time: number) => new Date(time).toISOString();

/** What was, is and will be: of the population for operators, of themselves for everybody. */
export function Page() {
  const isOperator = useSession()?.roles.includes('operator') ?? false;
  return (
    <>
      <Title2 as="h1">{say('insights')}</Title2>
      {isOperator && <OfAll />}
      <OwnWeek />
    </>
  );
}

function OfAll() {
  const styles = useStyles();
  const client = useApolloClient();
  const [kind, setKind] = useState<ActivityKind>('CHECK_IN');
  const [span, setSpan] = useState<keyof typeof spans>('weekOfHours');
  const [thisHour] = useState(() => Math.floor(now() / hourMs) * hourMs);
  const variables = { kind, since: iso(thisHour - spans[span]), until: iso(thisHour + dayMs + hourMs) };
  const { data, loading, error, refetch } = useQuery(HoursDocument, {
    variables,
    fetchPolicy: 'cache-and-network',
  });
  // Each version of the data comes with what has changed in it.
  const { data: published } = useSubscription(InsightsPublishedDocument, {
    onData: () => void client.refetchQueries({ include: 'active' }),
  });
  const freshness = published?.insightsPublished;
  const hours = data?.hourlyActivity ?? [];

  function download(): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([writeCsv(hours)], { type: 'text/csv' }));
    link.download = `hours-${kind.toLowerCase()}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  return (
    <>
      <Text role="status" className={styles.about} data-version={freshness?.version}>
        {freshness?.through && say('asOf', { when: formatTime(freshness.through) })}
      </Text>
      <div className={styles.fields}>
        <Field label={say('kind')}>
          <Select value={kind} onChange={(_, { value }) => setKind(value as ActivityKind)}>
            {kinds.map((each) => (
              <option key={each} value={each}>
                {say(each)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={say('span')}>
          <Select value={span} onChange={(_, { value }) => setSpan(value as keyof typeof spans)}>
            {(Object.keys(spans) as (keyof typeof spans)[]).map((each) => (
              <option key={each} value={each}>
                {say(each)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {error && !data && <Failed error={error} onAgain={() => void refetch()} />}
      {loading && !data && <Loading />}
      {data && hours.length === 0 && <Empty title={say('noInsights')} />}
      {hours.length > 0 && (
        <Panel>
          <HoursChart hours={hours} now={now()} />
          <Button className={styles.download} onClick={download}>
            {say('download')}
          </Button>
        </Panel>
      )}
      <BusyPlaces since={iso(thisHour - 30 * dayMs)} until={iso(thisHour + dayMs)} />
      <Population since={iso(thisHour - 30 * dayMs)} until={iso(thisHour + dayMs)} />
    </>
  );
}
