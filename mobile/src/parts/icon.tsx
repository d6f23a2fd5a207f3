import Svg, { Path } from 'react-native-svg';

/** Outlines on a grid of 24. */
const outlines = {
  bell: 'M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10 21h4',
  sliders: 'M4 7h9M17 7h3M4 17h3M11 17h9M13 4.5h4v5h-4zM7 14.5h4v5H7z',
  pin: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 1 1 13 0c0 5-6.5 11-6.5 11zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.7-3.6 3.7-5.5 7.5-5.5s6.8 1.9 7.5 5.5',
  back: 'M14.5 5 8 12l6.5 7',
  next: 'M9.5 5 16 12l-6.5 7',
  plus: 'M12 5v14M5 12h14',
  check: 'M5 12.5 10 17.5 19 7',
  checks: 'M2.5 12.5 7 17l7-8.5M11 15.5l1.8 1.5L21.5 7',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3',
  critical: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v5.5M12 16v.3',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.5v.3',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2',
  repeat: 'M4 11V9a3 3 0 0 1 3-3h12M16 3l3 3-3 3M20 13v2a3 3 0 0 1-3 3H5M8 21l-3-3 3-3',
  pulse: 'M2.5 12h4l3-7 5 14 3-7h4',
  spark: 'M12 3v4M12 17v4M3 12h4M17 12h4M6 6l2.5 2.5M15.5 15.5 18 18M18 6l-2.5 2.5M8.5 15.5 6 18',
  shop: 'M4 10v10h16V10M3 10l2-6h14l2 6zM9.5 20v-6h5v6',
  cloudOff: 'M4 4l16 16M7.5 9A5 5 0 0 0 7 18.5h10.5M20.3 17A4 4 0 0 0 17.5 10 6 6 0 0 0 10 6.6',
  phone: 'M7.5 3h9v18h-9zM11 18h2',
} as const;

export type IconName = keyof typeof outlines;

interface IconProps {
  readonly name: IconName;
  readonly colour: string;
  readonly size?: number;
}

/** A picture beside words that say the same: readers of screens do not hear of it. */
export function Icon({ name, colour, size = 24 }: IconProps) {
  return (
    <Svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <Path
        d={outlines[name]}
        stroke={colour}
        strokeWidth={1.9}
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
    </Svg>
  );
}
