import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef } from 'react';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import countries from 'world-atlas/countries-110m.json';
import type { MapPoint } from './map-point.ts';

// MapLibre does not find its worker in a bundle by itself.
setWorkerUrl(workerUrl);

const topology = countries as unknown as Topology<{ countries: GeometryCollection }>;
const land = feature(topology, topology.objects.countries);

const colours = {
  light: { sea: '#d3e4f0', land: '#f8f6f0', border: '#9aa5ad' },
  dark: { sea: '#1b2733', land: '#33393f', border: '#5b656e' },
};

export interface AreaMapProps {
  readonly label: string;
  readonly points: readonly MapPoint[];
  /** Corners of an area that is drawn. */
  readonly area?: readonly MapPoint[];
  readonly isDark: boolean;
  readonly onChoose?: (point: { latitude: number; longitude: number }) => void;
}

/** A map of the world from Natural Earth's data, without tiles and without a network. */
export function AreaMap({ label, points, area = [], isDark, onChoose }: AreaMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(undefined);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  /** Somebody who looks around is not to be taken back. */
  const isFitted = useRef(false);

  useEffect(() => {
    if (!box.current) return;
    const { sea, land: ground, border } = colours[isDark ? 'dark' : 'light'];
    const empty = { type: 'FeatureCollection' as const, features: [] };
    const made = new MapLibre({
      container: box.current,
      center: [11, 48],
      zoom: 3,
      attributionControl: { compact: true, customAttribution: 'Natural Earth' },
      style: {
        version: 8,
        sources: {
          land: { type: 'geojson', data: land },
          points: { type: 'geojson', data: empty },
          area: { type: 'geojson', data: empty },
        },
        layers: [
          { id: 'sea', type: 'background', paint: { 'background-color': sea } },
          {
            id: 'land',
            type: 'fill',
            source: 'land',
            paint: { 'fill-color': ground, 'fill-outline-color': border },
          },
          {
            id: 'area',
            type: 'fill',
            source: 'area',
            paint: { 'fill-color': '#0f6cbd', 'fill-opacity': 0.3 },
          },
          {
            id: 'points',
            type: 'circle',
            source: 'points',
            paint: {
              'circle-radius': ['get', 'radius'],
              'circle-opacity': 0.8,
              'circle-color': ['get', 'colour'],
              'circle-stroke-width': 2,
              'circle-stroke-color': '#ffffff',
            },
          },
        ],
      },
    });
    made.on('click', ({ lngLat }) => choose.current?.({ latitude: lngLat.lat, longitude: lngLat.lng }));
    made.once('idle', () => {
      if (box.current) box.current.dataset['drawn'] = 'true';
    });
    map.current = made;
    return () => made.remove();
  }, [isDark]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another map is made for the other theme.
  useEffect(() => {
    const made = map.current;
    if (!made) return;
    const put = () => {
      const marks = points.map(({ latitude, longitude, colour = '#c50f1f', radius = 7 }) => ({
        type: 'Feature' as const,
        properties: { colour, radius },
        geometry: { type: 'Point' as const, coordinates: [longitude, latitude] },
      }));
      made.getSource<GeoJSONSource>('points')?.setData({ type: 'FeatureCollection', features: marks });
      if (!choose.current && points.length > 0 && !isFitted.current) {
        isFitted.current = true;
        made.fitBounds(findBounds(points), { padding: 40, maxZoom: 6, duration: 0 });
      }
      const corners = [...area, ...area.slice(0, 1)].map(({ latitude, longitude }) => [longitude, latitude]);
      made.getSource<GeoJSONSource>('area')?.setData({
        type: 'Feature',
        properties: {},
        geometry: { type: 'Polygon', coordinates: area.length > 2 ? [corners] : [] },
      });
    };
    if (made.isStyleLoaded()) put();
    else made.once('load', put);
  }, [points, area, isDark]);

  return <section ref={box} aria-label={label} className={isDark ? 'map dark' : 'map'} />;
}

/** The south-western and the north-eastern corner of all points. */
function findBounds(points: readonly MapPoint[]): [[number, number], [number, number]] {
  const longitudes = points.map(({ longitude }) => longitude);
  const latitudes = points.map(({ latitude }) => latitude);
  return [
    [Math.min(...longitudes), Math.min(...latitudes)],
    [Math.max(...longitudes), Math.max(...latitudes)],
  ];
}
