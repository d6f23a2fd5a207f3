/** Mean radius of the earth in metres, as IUGG defines it: of a sphere with its surface. */
export const earthRadiusMeters = 6_371_008.8;
