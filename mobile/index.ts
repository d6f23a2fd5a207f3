import { registerRootComponent } from 'expo';
import { createElement } from 'react';
import { Application } from './src/application.tsx';
// biome-ignore lint/correctness/useImportExtensions: the same.
import { registerBackgroundTask } from './src/native/background-task';
// biome-ignore lint/correctness/useImportExtensions: the bundler chooses by the platform, and only where nothing is said.
import { platform } from './src/native/platform';
import { settings } from './src/sign-in/settings.ts';

registerBackgroundTask(platform, settings);
registerRootComponent(() => createElement(Application, { platform, settings }));
