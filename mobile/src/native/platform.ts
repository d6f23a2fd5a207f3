import AsyncStorage from '@react-native-async-storage/async-storage';
import { CryptoDigestAlgorithm, digest, getRandomBytes } from 'expo-crypto';
import * as Location from 'expo-location';
import * as SecureStore from 'expo-secure-store';
import * as WebBrowser from 'expo-web-browser';
import { Linking } from 'react-native';
import type { Platform } from '../ports/platform.ts';
import { nativePush } from './native-push.ts';
import { onFailure } from './on-failure.ts';
import { onSleep } from './on-sleep.ts';
import { onWake } from './on-wake.ts';

const returnAddress = 'headgate://signed-in';

/** A background task reads the tokens too, while the screen is locked. */
const readable = { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY };

/** Android and iOS. */
export const platform: Platform = {
  secrets: {
    read: (key) => SecureStore.getItemAsync(key, readable),
    write: (key, text) => SecureStore.setItemAsync(key, text, readable),
    remove: (key) => SecureStore.deleteItemAsync(key, readable),
  },
  seen: {
    read: (key) => AsyncStorage.getItem(key),
    write: (key, text) => AsyncStorage.setItem(key, text),
    remove: (key) => AsyncStorage.removeItem(key),
  },
  push: nativePush,
  returnAddress,
  async openBrowser(address) {
    const result = await WebBrowser.openAuthSessionAsync(address, returnAddress);
    return result.type === 'success' ? result.url : undefined;
  },
  randomBytes: getRandomBytes,
  sha256: async (text) =>
    new Uint8Array(await digest(CryptoDigestAlgorithm.SHA256, new TextEncoder().encode(text))),
  async findPosition() {
    const { granted } = await Location.requestForegroundPermissionsAsync();
    if (!granted) return undefined;
    const { coords } = await Location.getCurrentPositionAsync();
    return { latitude: coords.latitude, longitude: coords.longitude };
  },
  onAddress(listener) {
    void Linking.getInitialURL().then((address) => address && listener(address));
    const listening = Linking.addEventListener('url', ({ url }) => listener(url));
    return () => listening.remove();
  },
  onWake,
  onSleep,
  onFailure,
};
