import { defineConfig } from '@playwright/test'
import base from '../../playwright.config.ts'

/** Takes screenshots without checking anything: `npm run screenshots`. */
export default defineConfig(base, {
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../../test-results/screenshots',
  reporter: 'list',
  workers: 1,
})
