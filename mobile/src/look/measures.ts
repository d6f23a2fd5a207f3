/** Distances, in density-independent pixels. */
export const space = { tiny: 4, small: 8, medium: 12, large: 16, huge: 24 } as const;

export const rounding = { chip: 999, button: 12, card: 16 } as const;

/** The least that a finger hits: https://www.w3.org/WAI/WCAG22/Understanding/target-size-minimum.html */
export const touch = 44;

/** On a tablet lines would become too long to read. */
export const readableWidth = 640;
