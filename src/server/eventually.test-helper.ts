/**
 * Options for `expect.poll`. The timeout is longer than the busiest machine needs, so a test reaches
 * it only if the expected state never occurs.
 */
export const EVENTUALLY = { timeout: 15_000, interval: 20 }
