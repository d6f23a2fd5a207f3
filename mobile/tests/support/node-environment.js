const { TestEnvironment } = require('jest-environment-node');

/** Node's own `fetch` and `WebSocket` under names that Expo's preset does not replace, and where the stack is. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.nodeFetch = fetch;
    this.global.NodeWebSocket = WebSocket;
    this.global.stackAddresses = process.env['HEADGATE_MOBILE_STACK'] ?? '';
  }
};
