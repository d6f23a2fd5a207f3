import { StyleSheet, View } from 'react-native';
import Svg, { Circle, G, Path } from 'react-native-svg';
import { feature } from 'topojson-client';
import world from 'world-atlas/countries-110m.json';
import { rounding } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import type { Position } from '../ports/platform.ts';
import { say } from '../text/language.ts';

const styles = StyleSheet.create({
  map: { height: 190, borderRadius: rounding.card, overflow: 'hidden' },
});

/** Degrees of latitude from the upper to the lower edge. */
const height = 22;
const width = height * 2;

interface Geometry {
  readonly type: string;
  readonly coordinates: readonly never[];
}

let countries: string | undefined;

/** Outlines of all countries in degrees, north up; made once. */
function drawCountries(): string {
  type Topology = Parameters<typeof feature>[0];
  const topology = world as unknown as Topology;
  const { features } = feature(topology, topology.objects['countries'] as never) as unknown as {
    readonly features: readonly { readonly geometry: Geometry }[];
  };
  const rings = features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon' ? (geometry.coordinates.flat() as unknown[]) : geometry.coordinates,
  ) as unknown as readonly (readonly (readonly [number, number])[])[];
  return rings
    .map((ring) => `M${ring.map(([east, north]) => `${east.toFixed(2)} ${(-north).toFixed(2)}`).join('L')}Z`)
    .join('');
}

/** Where in the world something happened, without a network: countries, and a point. */
export function WhereMap({ latitude, longitude }: Position) {
  const palette = usePalette();
  countries ??= drawCountries();
  // A degree of longitude is shorter the farther north.
  const narrowing = Math.max(Math.cos((latitude * Math.PI) / 180), 0.2);
  const x = longitude * narrowing;
  const y = -latitude;
  return (
    <View
      role="img"
      aria-label={say('mapLabel', { latitude: latitude.toFixed(3), longitude: longitude.toFixed(3) })}
      style={[styles.map, { backgroundColor: palette.water }]}
    >
      <Svg
        aria-hidden
        width="100%"
        height="100%"
        viewBox={`${x - width / 2} ${y - height / 2} ${width} ${height}`}
        preserveAspectRatio="xMidYMid slice"
      >
        <G transform={`scale(${narrowing} 1)`}>
          <Path d={countries} fill={palette.land} stroke={palette.water} strokeWidth={0.16} />
        </G>
        <Circle cx={x} cy={y} r={1.9} fill={palette.brand} opacity={0.2} />
        <Circle cx={x} cy={y} r={0.75} fill={palette.brand} stroke={palette.card} strokeWidth={0.25} />
      </Svg>
    </View>
  );
}
