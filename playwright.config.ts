import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/support/chromium.ts'
import type { TestOptions } from './e2e/support/fixtures.ts'

/**
 * Names that end in .test are this machine, for pages of other origins; no other name exists: a test that
 * asks the outside world fails.
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
  // Most of them wait most of the time.
  workers: 3,
  // A test that passes the second time hides what went wrong the first time.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 30_000,
  // A slow machine needs far longer than a fast one: a hanging test ends by its own timeout, not by this.
  globalTimeout: 90 * 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: {
      ...launchOptions,
      args: [...(launchOptions.args ?? []), `--host-resolver-rules=${HOSTS}`],
    },
    locale: 'en-US',
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    screenshot: 'only-on-failure',
    // A film of every test, and a copy of its page at each step, would take more time than the tests.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
  },
})
