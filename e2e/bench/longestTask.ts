/**
 * Measures the longest task of the app's page while answers with very many parts arrive, in ms of thread time:
 * `npm run bench:tasks [runs]`, after `npm run build`. Prints the median of each answer. The
 * whole body of an answer arrives in one write, which is the worst case.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from '@playwright/test'
import { launchOptions } from '../support/chromium.ts'
import { appFiles } from '../../src/stub-server/http/appFiles.ts'
import { longestTaskIn, traceTasks } from './longestTask/traceTasks.ts'
import { manyParts } from './longestTask/manyParts.ts'
import { median } from './statistics.ts'

/** How long the page may continue to draw after an answer has ended, in ms. */
const DRAWING = 10_000

const runs = Number(process.argv[2] ?? 5)
const appFolder = fileURLToPath(new URL('../../dist-app', import.meta.url))
const files = appFiles(appFolder)
let body = ''
const server = createServer((request, response) => {
  if (request.url?.startsWith('/answer')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(body)
  } else void files(request, response, () => response.writeHead(404).end())
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const browser = await chromium.launch(launchOptions)
try {
  for (const [name, bodyOf] of Object.entries(manyParts)) {
    body = bodyOf()
    const longest: number[] = []
    for (let run = 0; run < runs; run += 1) longest.push(await measure(browser))
    console.log(
      `${name}: ${Math.round(median(longest))} ms (${longest.map(Math.round).join(', ')})`,
    )
  }
} finally {
  await browser.close()
  server.close()
}

async function measure(browserToUse: Browser): Promise<number> {
  const context = await browserToUse.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: { url: `${origin}/answer`, transport: 'get' } }),
    )
    await page.goto(origin)
    const message = page.getByRole('textbox', { name: 'Message', exact: true })
    await message.fill('Go')
    const stopTracing = await traceTasks(page)
    await message.press('Enter')
    await page
      .getByRole('status')
      .getByText(/^Answer complete/)
      .waitFor({ state: 'attached' })
    await page.waitForTimeout(DRAWING)
    return longestTaskIn(await stopTracing())
  } finally {
    await context.close()
  }
}
