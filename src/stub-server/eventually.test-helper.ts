/** For `expect.poll`: longer than the busiest machine needs, reached only by what does not come at all. */
export const EVENTUALLY = { timeout: 15_000, interval: 20 }
