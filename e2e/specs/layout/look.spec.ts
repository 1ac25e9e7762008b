import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'

/** Returns how light the page is, from 0 to 255. */
function lightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d')
    if (!canvas) throw new Error('The browser has no 2D canvas.')
    // Draw a pixel, to get three numbers from any color notation.
    canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor
    canvas.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
    return (red + green + blue) / 3
  })
}

const DARK = 90
const LIGHT = 200

test('by default the page follows the system’s color scheme at once', async ({ chat, page }) => {
  await expect(chat.composer).toBeVisible()
  expect(await lightness(page)).toBeGreaterThan(LIGHT)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => lightness(page)).toBeLessThan(DARK)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect.poll(() => lightness(page)).toBeGreaterThan(LIGHT)
})

test('a chosen theme overrides the system, also after a reload @main', async ({ chat, page }) => {
  await chat.settings.open()
  await chat.settings.theme.selectOption('Dark')
  await expect.poll(() => lightness(page)).toBeLessThan(DARK)
  await page.reload()
  await expect(chat.composer).toBeVisible()
  expect(await lightness(page)).toBeLessThan(DARK)

  await page.emulateMedia({ colorScheme: 'dark' })
  await chat.settings.open()
  await chat.settings.theme.selectOption('Light')
  await expect.poll(() => lightness(page)).toBeGreaterThan(LIGHT)

  await chat.settings.theme.selectOption('System')
  await expect.poll(() => lightness(page)).toBeLessThan(DARK)
})

test('lines on a wide screen are at most 800 px long', async ({ chat, page }) => {
  await page.setViewportSize({ width: 2560, height: 1440 })
  await chat.ask('/fast Tell me a story')
  await chat.expectIdle()
  const [log, answer] = [await chat.log.boundingBox(), await chat.lastAnswer.boundingBox()]
  const composer = await chat.composer.boundingBox()
  const { width = NaN, x = NaN } = answer ?? {}
  expect(width).toBeGreaterThan(600)
  expect(width).toBeLessThan(800)
  const middle = (log?.x ?? NaN) + (log?.width ?? NaN) / 2
  expect(x + width / 2, 'the answer is centered').toBeCloseTo(middle, 0)
  expect(composer?.width).toBeLessThan(800)
})

test('the theme color of the browser follows the theme', async ({ chat, page }) => {
  await chat.settings.open()
  await chat.settings.theme.selectOption('Dark')
  const active = page.locator('meta[name=theme-color]').and(page.locator('[media=all]'))
  await expect(active).toHaveAttribute('data-scheme', 'dark')
  await chat.settings.theme.selectOption('Light')
  await expect(active).toHaveAttribute('data-scheme', 'light')
})

test('high contrast follows the system’s color scheme, if chosen or requested by the system', async ({
  chat,
  page,
}) => {
  const [white, black] = [255, 0]
  await chat.settings.open()
  await chat.settings.theme.selectOption('High contrast')
  await expect.poll(() => lightness(page)).toBe(white)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => lightness(page)).toBe(black)

  await chat.settings.theme.selectOption('System')
  await expect.poll(() => lightness(page)).toBeGreaterThan(black)
  await page.emulateMedia({ colorScheme: 'dark', contrast: 'more' })
  await expect.poll(() => lightness(page)).toBe(black)
})
