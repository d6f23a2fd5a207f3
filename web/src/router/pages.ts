import { type ComponentType, lazy } from 'react';

/** A page of the application: its code comes when it is opened. */
export interface PageEntry {
  readonly load: () => Promise<{ readonly Page: ComponentType }>;
  readonly Page: ComponentType;
}

function page(load: PageEntry['load']): PageEntry {
  return { load, Page: lazy(async () => ({ default: (await load()).Page })) };
}

const pages: Readonly<Record<string, PageEntry>> = {
  '': page(() => import('../pages/live-page.tsx')),
  activity: page(() => import('../pages/activity-page.tsx')),
  insights: page(() => import('../pages/insights-page.tsx')),
  rules: page(() => import('../pages/rules-page.tsx')),
  places: page(() => import('../pages/places-page.tsx')),
  devices: page(() => import('../pages/devices-page.tsx')),
  operators: page(() => import('../pages/operators-page.tsx')),
};

/** The page of the first part of a path. */
export const findPage = (name: string): PageEntry | undefined =>
  Object.hasOwn(pages, name) ? pages[name] : undefined;
