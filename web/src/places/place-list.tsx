import { Button, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import type { PlaceRowFragment } from '../__generated__/graphql.ts';
import { Panel } from '../parts/panel.tsx';
import { formatNumber, say } from '../text/language.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
  text: { display: 'grid', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground2 },
});

export interface PlaceListProps {
  readonly title: string;
  readonly places: readonly PlaceRowFragment[];
  /** For places of one's own. */
  readonly onRemove?: (id: string) => void;
}

/** Places under a title; nothing where there are none. */
export function PlaceList({ title, places, onRemove }: PlaceListProps) {
  const styles = useStyles();
  if (places.length === 0) return null;
  return (
    <>
      <Subtitle1 as="h2">{title}</Subtitle1>
      <ul className={styles.list}>
        {places.map(({ id, name, radiusMeters }) => (
          <li key={id}>
            <Panel isRow>
              <div className={styles.text}>
                <Text weight="semibold">
                  <bdi>{name}</bdi>
                </Text>
                <Text size={200} className={styles.about}>
                  {formatNumber(radiusMeters)} m
                </Text>
              </div>
              {onRemove && (
                <Button
                  size="small"
                  appearance="subtle"
                  aria-label={`${say('delete')}: ${name}`}
                  onClick={() => onRemove(id)}
                >
                  {say('delete')}
                </Button>
              )}
            </Panel>
          </li>
        ))}
      </ul>
    </>
  );
}
