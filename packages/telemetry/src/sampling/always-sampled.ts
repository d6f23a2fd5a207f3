/** An attribute that a span begins with, so that it is kept whatever becomes of its trace. */
export const samplingAttribute = 'headgate.sampling';

/** The value of {@link samplingAttribute} that keeps a span. Whoever counts spans leaves these out: others stand for them. */
export const alwaysSampled = 'always';
