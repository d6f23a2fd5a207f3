/** The header, with any value, that tells a request of the application from one that another site's page makes a browser send. */
export const csrfHeader = 'headgate-csrf';
