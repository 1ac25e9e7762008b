import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { readExample } from '../docs/readExamples.ts'
import { installedVersions } from '../project/installedVersions.ts'
import type { Project } from '../project/createProject.ts'
import { test } from '../project/projectTest.ts'
import { expectTenLinesToWork } from './expectTenLinesToWork.ts'

/** The last version that supports Node 20. */
const NUXT = '4.4.5'

// Nuxt has 580 packages, which take a minute to install. Each of the two builds takes 20 s.
test.skip(!process.env['SOAK'], 'Nuxt takes minutes: SOAK=1 npm run test:browser -- nuxtProject')

/** Messages that a server could have stored. */
const HISTORY = [
  {
    id: 'greeting',
    role: 'assistant',
    parts: [
      { type: 'text', text: 'What may I **tell** you, in `code` or $x^2$?\n\n| a |\n| - |\n| b |' },
    ],
    createdAt: 0,
    outcome: 'complete',
  },
]

/** Builds the project, and serves the build while `use` runs. */
async function serveBuilt(
  { folder, run }: Project,
  use: (url: string) => Promise<void>,
): Promise<void> {
  await run('npx', 'nuxt', 'build')
  const server = spawn(process.execPath, ['.output/server/index.mjs'], {
    cwd: folder,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(server, 'exit')
  try {
    const [line] = (await once(server.stdout, 'data')) as [unknown]
    const [url = ''] = /http:\S+/.exec(String(line)) ?? []
    await use(url)
  } finally {
    server.kill()
    await exited
  }
}

/** The two routes of docs/recipes/nuxt-nitro.md have this text. */
const ROUTE = `export { default } from '../../../../chat'`

/** Expects the server of docs/recipes/nuxt-nitro.md to answer over both of its routes. */
async function expectRecipeToWork(origin: string): Promise<void> {
  const url = `${origin.replace(/\/$/, '')}/ai/chat/stream`
  const oneShot = await (await fetch(`${url}?message=Hello`)).text()
  expect(oneShot).toContain('{"content":"You said: "}')
  expect(oneShot).toContain('"reason":"done"')
  const session = await fetch(`${url}/init`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"message":"Hello"}',
  })
  expect(session.status).toBe(201)
  const { sessionId } = (await session.json()) as { sessionId: string }
  expect(await (await fetch(`${url}/${sessionId}`)).text()).toContain('"reason":"done","length":15')
}

test('the README’s component, the page of docs/ssr.md and the recipe for Nuxt work unchanged in an empty Nuxt project (only with SOAK=1)', async ({
  page,
  makeProject,
}) => {
  test.setTimeout(30 * 60_000)
  const project = await makeProject(
    {
      'nuxt.config.ts': await readExample('docs/ssr.md', 'nuxt.config.ts'),
      'app/app.vue': await readExample('README.md', 'vue'),
      'server/chat.ts': await readExample('docs/recipes/nuxt-nitro.md', 'nuxt.ts'),
      'server/model.js': `export async function* askModel(message) { yield 'You said: '; yield message }`,
      'server/routes/ai/chat/stream/index.ts': ROUTE,
      'server/routes/ai/chat/stream/[...path].ts': ROUTE,
      'server/api/history.ts': `export default defineEventHandler(() => (${JSON.stringify(HISTORY)}))`,
    },
    { nuxt: NUXT, ...installedVersions('katex'), vue: '^3.5.0' },
  )
  await serveBuilt(project, async (url) => {
    expect(await (await fetch(url)).text()).toContain('aria-label="Message"')
    await expectTenLinesToWork(page, url)
    await expectRecipeToWork(url)
  })

  const app = join(project.folder, 'app/app.vue')
  await writeFile(app, await readExample('docs/ssr.md', 'ChatPage.vue'))
  await serveBuilt(project, async (url) => {
    expect(await (await fetch(url)).text()).toContain('What may I <strong>tell</strong> you')
    const consoleMessages: string[] = []
    page.removeAllListeners('console')
    page.on('console', (message) => consoleMessages.push(message.text()))
    await page.goto(url)
    await expect(page.getByText('What may I tell you')).toBeVisible()
    // Browsers keep the borders of cells apart; the styles of the package collapse them.
    await expect(page.locator('.stream-markdown table')).toHaveCSS('border-collapse', 'collapse')
    // The formula is drawn by a component that loads after hydration.
    await expect(page.locator('.katex').first()).toBeVisible()
    expect(consoleMessages).toEqual([])
  })
})
