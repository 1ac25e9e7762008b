import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import config from '../../playwright.config.ts'

const MINUTE = 60_000

test('the Playwright config gives all browser tests together six hours, for busy machines', () => {
  expect(config.globalTimeout).toBeGreaterThanOrEqual(360 * MINUTE)
})

test('the Playwright config ends a test that hangs after three minutes', () => {
  expect(config.timeout).toBe(3 * MINUTE)
})

test('every spec has a test on the main path, which `npm test` runs', () => {
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const specs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.spec.ts') && !path.includes('node_modules'),
  )
  // These projects take long to install.
  const withoutMain = specs.filter(
    (path) => !/@main|mainIf\(/.test(readFileSync(`${folder}/${path}`, 'utf8')),
  )
  expect(specs.length).toBeGreaterThan(50)
  expect(withoutMain).toEqual([
    'package/browser/nestProject.spec.ts',
    'package/browser/nuxtProject.spec.ts',
    'package/installs/bundlers.spec.ts',
    'package/installs/tools.spec.ts',
  ])
})
