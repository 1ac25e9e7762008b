import { defineConfig } from '@playwright/test'
import base from '../../playwright.config.ts'

/** Takes pictures, and proves nothing: `npm run screenshots`. */
export default defineConfig(base, {
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../../test-results/screenshots',
  reporter: 'list',
  workers: 1,
})
