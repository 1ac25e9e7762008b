import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { launchOptions } from '../e2e/support/chromium.ts'

// Draws the PNG icons that operating systems need from icon.svg, in the tests' browser:
// node --import tsx .config/drawIcons.ts

const folder = new URL('../public/icons/', import.meta.url)

/** Background color of the icons without round corners: operating systems cut their own shape. */
const BACKGROUND = '#0c6b5e'

const icons = [
  { name: 'icon-192.png', size: 192 },
  { name: 'icon-512.png', size: 512 },
  // Only a circle of four fifths of a maskable icon is guaranteed to be visible.
  { name: 'icon-maskable-512.png', size: 512, background: BACKGROUND, scale: 0.8 },
  { name: 'apple-touch-icon.png', size: 180, background: BACKGROUND, scale: 0.9 },
]

const svg = await readFile(new URL('icon.svg', folder), 'utf8')
const iconUrl = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
const browser = await chromium.launch(launchOptions)
for (const { name, size, background = 'transparent', scale = 1 } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<body style="margin: 0; height: 100vh; background: ${background} url(${iconUrl}) center / ${scale * 100}% no-repeat">`,
  )
  const png = await page.screenshot({ omitBackground: background === 'transparent' })
  await writeFile(fileURLToPath(new URL(name, folder)), png)
  await page.close()
}
await browser.close()
