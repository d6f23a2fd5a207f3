/** What a user did with a notification. */
export interface PushResponse {
  readonly alertId: string;
  readonly action: 'open' | 'acknowledge';
}

/** Notifications as the device's push service brings them. */
export interface PushService {
  /** What accounts calls the service; undefined where there is none for applications. */
  readonly platform: 'ANDROID' | 'IOS' | undefined;
  /** What the user calls the device, or what it is. */
  readonly deviceName: string;
  /** Names the channel and the buttons of notifications, in the user's language. */
  describe(texts: { readonly channel: string; readonly acknowledge: string }): Promise<void>;
  isAllowed(): Promise<boolean>;
  /** Asks the user, where the system lets it; answers whether they allow notifications. */
  askUser(): Promise<boolean>;
  /** Under which name the push service knows this device. */
  readHandle(): Promise<string>;
  /** Called when it gives the device another one. */
  onHandle(listener: (handle: string) => void): () => void;
  /** Called with the response that started the application too. */
  onResponse(listener: (response: PushResponse) => void): () => void;
  /** Takes the notification of an alert off the screen. */
  dismiss(alertId: string): Promise<void>;
}

/** The set of buttons that notifications of alerts name; templates of accounts do. */
export const alertCategory = 'alert';

/** Android's channel, by which a user says how loud alerts may be; templates of accounts name it too. */
export const alertChannel = 'alerts';

/** The button of it. */
export const acknowledgeAction = 'acknowledge';
