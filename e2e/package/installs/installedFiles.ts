import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Project } from '../project/createProject.ts'

/** The CDN in the examples of the docs. No test contacts it. */
const CDN = 'https://unpkg.com/'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
}

/** Answers a page's requests to the CDN with the files that the project has installed, in any version. */
export async function serveInstalled(page: Page, { folder }: Project): Promise<void> {
  await page.route(`${CDN}**`, async (route) => {
    const path = route
      .request()
      .url()
      .slice(CDN.length)
      .replace(/@[^/]+/, '')
    const body = await readFile(join(folder, 'node_modules', path))
    const headers = { 'access-control-allow-origin': '*' }
    await route.fulfill({ body, headers, contentType: TYPES[extname(path)] ?? 'font/woff2' })
  })
}
