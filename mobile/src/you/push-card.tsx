import { useEffect, useState } from 'react';
import { usePlatform } from '../data/use-platform.ts';
import { usePalette } from '../look/palette.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Words } from '../parts/words.tsx';
import { useDevice } from '../push/use-device.ts';
import { say } from '../text/language.ts';

/** Whether notifications reach this very device, and the question whether they may. */
export function PushCard() {
  const palette = usePalette();
  const { push } = usePlatform();
  const device = useDevice();
  const [phase, setPhase] = useState<'unknown' | 'off' | 'refused' | 'on'>('unknown');
  useEffect(() => {
    void push.isAllowed().then((isAllowed) => setPhase(isAllowed ? 'on' : 'off'));
  }, [push]);

  async function allow(): Promise<void> {
    const isAllowed = await push.askUser();
    setPhase(isAllowed ? 'on' : 'refused');
    // Without a network it is registered at the next start.
    if (isAllowed) await device.register().catch(() => undefined);
  }

  return (
    <Card>
      <Words look="heading" aria-level={2}>
        {say('notifications')}
      </Words>
      <Words look="small" colour={palette.soft}>
        {push.platform ? say('pushText') : say('noPushHere')}
      </Words>
      {push.platform && phase === 'on' && (
        <Badge icon="check" label={say('allowedPush')} front={palette.good} back={palette.goodSoft} />
      )}
      {push.platform && phase === 'off' && (
        <Button icon="bell" look="soft" label={say('allowPush')} onPress={() => void allow()} />
      )}
      {phase === 'refused' && (
        <Words look="small" role="alert" colour={palette.WARNING}>
          {say('noPush')}
        </Words>
      )}
    </Card>
  );
}
