import type { Installation } from '@azure/notification-hubs';
import { userTag } from '@headgate/push/user-tag.ts';
import type { Device } from '../__generated__/prisma/client.ts';
import { parseBrowserHandle } from '../validation/parse-browser-handle.ts';
import { alertTemplates } from './alert-templates.ts';

/** Makes the installation of a device: the hub reaches it by its user's tag and fills its template in. */
export function toInstallation(
  device: Pick<Device, 'id' | 'userId' | 'platform' | 'pushHandle'>,
): Installation {
  const { platform, pushHandle } = device;
  const common = {
    installationId: device.id,
    tags: [userTag(device.userId)],
    templates: { alert: alertTemplates[platform] },
  };
  switch (platform) {
    case 'ANDROID':
      return { ...common, platform: 'fcmv1', pushChannel: pushHandle };
    case 'IOS':
      return { ...common, platform: 'apns', pushChannel: pushHandle };
    case 'WINDOWS':
      return { ...common, platform: 'wns', pushChannel: pushHandle };
    case 'BROWSER':
      return { ...common, platform: 'browser', pushChannel: parseBrowserHandle(pushHandle) };
  }
}
