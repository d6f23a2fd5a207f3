/**
 * Says how many milliseconds an answer may take. Envoy and the meshes built on it write and read it; being a duration, it
 * does not depend on clocks: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter
 */
export const timeoutHeader = 'x-envoy-expected-rq-timeout-ms';
