import { writeFile } from 'node:fs/promises'
import { chromium } from '@playwright/test'
import { launchOptions } from '../support/chromium.ts'
import type { PartResult } from './bench.ts'
import { buildPages } from './buildPages.ts'
import { checkNames, choose, type Contestant } from './contestant.ts'
import { installPeers } from './installPeers.ts'
import { readOptions, USAGE, UsageError, type BenchOptions } from './options.ts'
import type { Part } from './part.ts'
import * as client from './parts/client.ts'
import * as long from './parts/long.ts'
import * as open from './parts/open.ts'
import * as render from './parts/render.ts'
import { runClient } from './parts/runClient.ts'
import { runCore } from './parts/runCore.ts'
import { runLong } from './parts/runLong.ts'
import { runOpen } from './parts/runOpen.ts'
import { runRender } from './parts/runRender.ts'
import { startServer } from './server.ts'

type BrowserPart = Exclude<Part, 'core'>

const comparisons: Record<BrowserPart, { contestants: readonly Contestant[]; REFERENCE: string }> =
  {
    render,
    client,
    open,
    long,
  }
const run = { render: runRender, client: runClient, open: runOpen, long: runLong }

async function main(options: BenchOptions): Promise<void> {
  const all = Object.values(comparisons).flatMap(({ contestants }) => contestants)
  checkNames(
    options.only,
    all.map(({ name }) => name),
  )
  const results = new Map<Part, PartResult>()
  const browserParts = options.parts.filter((part) => part !== 'core')
  if (browserParts.length > 0) await measureInBrowser(browserParts, options, results)
  if (options.parts.includes('core')) results.set('core', await runCore(options.runs))
  await report(options, results)
}

async function measureInBrowser(
  parts: readonly BrowserPart[],
  options: BenchOptions,
  results: Map<Part, PartResult>,
): Promise<void> {
  installPeers()
  const chosen = parts.flatMap((part) =>
    choose(comparisons[part].contestants, options.only, comparisons[part].REFERENCE),
  )
  const unavailable = await buildPages(chosen)
  const server = await startServer()
  const browser = await chromium.launch(launchOptions)
  console.error(`Chromium ${browser.version()}`)
  try {
    for (const part of parts)
      results.set(part, await run[part]({ browser, origin: server.origin, options, unavailable }))
  } finally {
    await browser.close()
    await server.close()
  }
}

async function report({ json }: BenchOptions, results: Map<Part, PartResult>): Promise<void> {
  const figures = Object.fromEntries([...results].map(([part, result]) => [part, result.figures]))
  const text = JSON.stringify(figures, null, 2)
  if (json === true) return console.log(text)
  if (json !== false) await writeFile(json, `${text}\n`)
  console.log([...results.values()].flatMap(({ tables }) => tables).join('\n\n'))
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') console.log(USAGE)
  else await main(options)
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`${error.message}\n\n${USAGE}`)
  process.exitCode = 2
}
