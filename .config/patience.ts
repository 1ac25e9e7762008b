import { fileURLToPath } from 'node:url'

/**
 * Timeouts of all Vitest projects, in milliseconds. They only decide how long a hanging test takes: no passing test is
 * slower with longer ones, and beside eight busy processes on two cores a test takes ten times as long as on an idle
 * machine.
 */
export const patience = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000, interval: 20 } },
  setupFiles: fileURLToPath(new URL('patientWaits.ts', import.meta.url)),
}
