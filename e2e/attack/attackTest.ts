import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Request } from '@playwright/test'
import { test as base, type StartServer } from '../support/fixtures.ts'
import { appHeaders } from '../../src/server/host/appHeaders.ts'
import { staticFiles } from '../../src/stub-server/http/staticFiles.ts'
import { buildPage } from './buildPage.ts'
import { CANARY } from './vectors/vector.ts'

/** Activity of a page beyond showing text. */
export interface PageActivity {
  /** Every request, except for the page's own files. */
  readonly requests: readonly string[]
  /** Pages that it opened, and URLs that it navigated to. */
  readonly navigations: readonly string[]
}

interface Fixtures {
  /** Opens the attack page, with the headers of the app or without a policy. */
  openAttackPage: (hasPolicy: boolean) => Promise<PageActivity>
}

interface WorkerFixtures {
  attackFolder: string
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  attackFolder: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'attack-'))
      await buildPage(folder)
      await use(folder)
      await rm(folder, { recursive: true })
    },
    // A busy machine takes longer than a test may to build the page.
    { scope: 'worker', timeout: 600_000 },
  ],

  openAttackPage: async ({ page, context, startServer, attackFolder }, use) =>
    use(async (hasPolicy) => {
      const requests: string[] = []
      const navigations: string[] = []
      await context.route(`${CANARY}/**`, (route) => route.fulfill({ body: '' }))
      const origin = await servePage(startServer, attackFolder, hasPolicy)
      // The policy blocks some requests after they start. Don't count those: the page reports each violation on the
      // console.
      const note = (request: Request) => {
        const isSent = request.failure()?.errorText !== 'csp'
        if (isSent && !isOfThePage(request.url(), origin)) requests.push(request.url())
      }
      context.on('requestfinished', note)
      context.on('requestfailed', note)
      await page.goto(origin)
      await page.waitForFunction(() => 'attack' in window)
      context.on('page', (opened) => navigations.push(`opened ${opened.url()}`))
      page.on('framenavigated', (frame) => {
        if (frame === page.mainFrame()) navigations.push(`went to ${frame.url()}`)
      })
      return { requests, navigations }
    }),
})

async function servePage(serve: StartServer, folder: string, hasPolicy: boolean): Promise<string> {
  const files = staticFiles(folder, hasPolicy ? { headersOf: appHeaders } : {})
  const { port } = await serve((request, response) => {
    void files(request, response, () => response.writeHead(404).end())
  })
  return `http://127.0.0.1:${port}`
}

function isOfThePage(url: string, origin: string): boolean {
  if (/^(blob|data):/.test(url)) return true
  if (!url.startsWith(`${origin}/`)) return false
  return /^\/($|favicon\.ico$|assets\/|diagram\/)/.test(url.slice(origin.length))
}
