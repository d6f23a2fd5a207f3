/** Node's own, beside those that Expo puts in their place; see node-environment.js. */
declare const nodeFetch: typeof fetch;
declare const NodeWebSocket: typeof WebSocket;
/** Where the stack is, as JSON: see tests/e2e/mobile. */
declare const stackAddresses: string;
