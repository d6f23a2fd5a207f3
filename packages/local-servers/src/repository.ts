import { fileURLToPath } from 'node:url';

/** The folder of this repository, without a slash at its end. */
export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

/** Where downloads and the local stack's data are kept between runs; ignored by git. */
export const repositoryCache = `${repositoryRoot}/.headgate`;
