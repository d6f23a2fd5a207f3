import { useQuery } from '@apollo/client/react';
import { makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { OwnInsightsDocument } from '../__generated__/graphql.ts';
import { Failed, Loading } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { useSession } from '../session/use-session.ts';
import { formatNumber, formatWeekday, say } from '../text/language.ts';

const useStyles = makeStyles({
  week: { display: 'grid', gap: '2px' },
  day: { display: 'grid', gridTemplateColumns: '40px repeat(24, minmax(0, 1fr))', gap: '2px' },
  hour: { height: '16px', borderRadius: '2px', backgroundColor: tokens.colorNeutralBackground3 },
  full: { height: '100%', borderRadius: '2px', backgroundColor: tokens.colorBrandBackground },
});

/** What the user usually does in the hours of a week, and how likely they are to buy. */
export function OwnWeek() {
  const styles = useStyles();
  const id = useSession()?.subject ?? '';
  const { data, error, loading } = useQuery(OwnInsightsDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  if (error && !data) return <Failed error={error} />;
  if (loading && !data) return <Loading />;
  const hours = data?.user?.usualWeek ?? [];
  const most = Math.max(...hours.map(({ events }) => events), 0.001);
  const chance = data?.user?.purchasePropensity;
  return (
    <Panel>
      <Subtitle1 as="h2">{say('usualWeek')}</Subtitle1>
      {chance && (
        <Text>
          {say('ownChance', {
            days: chance.withinDays,
            percent: formatNumber(Math.round(100 * chance.chance)),
          })}
        </Text>
      )}
      <div className={styles.week} role="img" aria-label={say('usualWeek')}>
        {Array.from({ length: 7 }, (_, day) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the number is what the row is.
          <div key={day} className={styles.day}>
            <Text size={200}>{formatWeekday(day)}</Text>
            {hours.slice(24 * day, 24 * day + 24).map(({ hourOfWeek, events }) => (
              <div
                key={hourOfWeek}
                className={styles.hour}
                title={say('usualHour', {
                  day: formatWeekday(day),
                  hour: hourOfWeek % 24,
                  events: formatNumber(events),
                })}
              >
                <div className={styles.full} style={{ opacity: events / most }} />
              </div>
            ))}
          </div>
        ))}
      </div>
    </Panel>
  );
}
