import { expect, test } from 'vitest'
import config from '../../playwright.config.ts'

const MINUTE = 60_000

test('the Playwright config gives all browser tests together 90 minutes, for slow machines', () => {
  expect(config.globalTimeout).toBeGreaterThanOrEqual(90 * MINUTE)
})

test('the Playwright config ends a test that hangs within half a minute', () => {
  expect(config.timeout).toBeGreaterThan(0)
  expect(config.timeout).toBeLessThanOrEqual(MINUTE / 2)
})
