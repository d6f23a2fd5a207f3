import type { PushService } from './push-service.ts';

/** A point on the earth, in degrees. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** What keeps text on the device. */
export interface TextStore {
  read(key: string): Promise<string | null>;
  write(key: string, text: string): Promise<void>;
  remove(key: string): Promise<void>;
}

/** What differs from device to device, and what tests put others in the place of. */
export interface Platform {
  /** Encrypted by the operating system: tokens. */
  readonly secrets: TextStore;
  /** For what was seen: large, and not secret to who holds the device. */
  readonly seen: TextStore;
  readonly push: PushService;
  /** Where the system's browser comes back to after signing in. */
  readonly returnAddress: string;
  /** Shows a page of the issuer; answers the address with which it came back, undefined when the user closed it. */
  openBrowser(address: string): Promise<string | undefined>;
  randomBytes(count: number): Uint8Array;
  sha256(text: string): Promise<Uint8Array>;
  /** Undefined where the user does not want to say, or the device does not know. */
  findPosition(): Promise<Position | undefined>;
  /** The address with which the application was opened, then those that come while it runs. */
  onAddress(listener: (address: string) => void): () => void;
  /** Called with how long the application was asleep, in milliseconds, when it comes back. */
  onWake(listener: (asleepMs: number) => void): () => void;
  /** Called when the application goes off the screen. */
  onSleep(listener: () => void): () => void;
  /** Called with what nobody caught. */
  onFailure(listener: (failure: unknown) => void): () => void;
}
