import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/support/chromium.ts'
import type { TestOptions } from './e2e/support/fixtures.ts'

/**
 * Resolves names that end in .test to this machine, for pages of other origins. No other name resolves, so a test that
 * contacts an external server fails.
 */
const HOSTS = [
  'MAP *.test 127.0.0.1',
  'MAP * ~NOTFOUND',
  'EXCLUDE localhost',
  'EXCLUDE 127.0.0.1',
].join(',')

export default defineConfig<TestOptions>({
  testDir: './e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/support/globalSetup.ts',
  outputDir: 'test-results/browser',
  reporter: [['list'], ['html', { open: 'never', outputFolder: 'test-results/report' }]],
  fullyParallel: true,
  // More workers than cores: most tests wait most of the time.
  workers: 3,
  // A retry that passes would hide why the first try failed.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // A timeout only decides how long a hanging test takes. Beside eight processes on two cores, a test takes ten times as
  // long as alone.
  timeout: 180_000,
  // Slow machines need much longer than fast ones. This doesn't end a hanging test; `timeout` does.
  globalTimeout: 6 * 60 * 60_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: {
      ...launchOptions,
      args: [...(launchOptions.args ?? []), `--host-resolver-rules=${HOSTS}`],
    },
    locale: 'en-US',
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
    // Recording every test, and a snapshot of its page at each step, would take longer than the tests themselves.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
  },
})
