import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { launchOptions } from '../e2e/support/chromium.ts'

// Draws the icons that systems want as PNG from icon.svg, in the browser that the tests use:
// node --import tsx .config/drawIcons.ts

const folder = new URL('../public/icons/', import.meta.url)

/** The square of the drawing, without its round corners: systems cut their own shape. */
const GROUND = '#0c6b5e'

const icons = [
  { name: 'icon-192.png', size: 192 },
  { name: 'icon-512.png', size: 512 },
  // Of a maskable icon a circle of four fifths is sure to be seen.
  { name: 'icon-maskable-512.png', size: 512, ground: GROUND, scale: 0.8 },
  { name: 'apple-touch-icon.png', size: 180, ground: GROUND, scale: 0.9 },
]

const svg = await readFile(new URL('icon.svg', folder), 'utf8')
const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
const browser = await chromium.launch(launchOptions)
for (const { name, size, ground = 'transparent', scale = 1 } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<body style="margin: 0; height: 100vh; background: ${ground} url(${address}) center / ${scale * 100}% no-repeat">`,
  )
  const png = await page.screenshot({ omitBackground: ground === 'transparent' })
  await writeFile(fileURLToPath(new URL(name, folder)), png)
  await page.close()
}
await browser.close()
