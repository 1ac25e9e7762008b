// Starts examples/nestjs with the packed package, and chats with it in Chromium.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { test } from '../project/projectTest.ts'

const EXAMPLE = fileURLToPath(new URL('../../../examples/nestjs', import.meta.url))

const countedTo = (last: number) =>
  Array.from({ length: last }, (_, index) => `${index + 1} `).join('')

/** Returns the files of the example, by their names. */
async function filesOfExample(): Promise<Record<string, string>> {
  const found = await readdir(EXAMPLE, { recursive: true, withFileTypes: true })
  const paths = found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(EXAMPLE.length + 1))
    .filter((path) => !/^(node_modules|dist)\/|package-lock/.test(path))
  const texts = paths.map(async (path) => [path, await readFile(join(EXAMPLE, path), 'utf8')])
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>
}

/** Starts the example, and returns its URL. */
async function startIn(folder: string) {
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', NO_COLOR: '1' }
  const server = spawn(process.execPath, ['dist/main.js'], { cwd: folder, env, stdio: 'pipe' })
  let printed = ''
  server.stderr.on('data', (text) => (printed += String(text)))
  for await (const line of createInterface({ input: server.stdout })) {
    printed += `${line}\n`
    const [, url] = /^listening on (\S+)/.exec(line) ?? []
    if (!url) continue
    return {
      url,
      async close() {
        server.kill('SIGTERM')
        await once(server, 'exit')
      },
    }
  }
  throw new Error(`The example printed no URL:\n${printed}`)
}

/** Runs in the page: collects the text of an `EventSource` until the server reports the end. */
function listen(url: string): Promise<string> {
  return new Promise((resolve) => {
    const source = new EventSource(url)
    let text = ''
    source.onmessage = ({ data }) => {
      text += (JSON.parse(String(data)) as { content: string }).content
    }
    source.addEventListener('close', () => {
      source.close()
      resolve(text)
    })
  })
}

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(question)
  await page.getByRole('button', { name: 'Send' }).click()
}

test('an answer of the NestJS example survives a reload, can be stopped, and belongs to its browser', async ({
  page,
  browser,
  makeProject,
}) => {
  test.setTimeout(5 * 60_000)
  const files = await filesOfExample()
  const { dependencies, devDependencies } = JSON.parse(files['package.json'] ?? '') as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >
  const project = await makeProject(files, { ...dependencies, ...devDependencies })
  await project.run(join(project.folder, 'node_modules/.bin/tsc'))
  const server = await startIn(project.folder)

  const questions: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') questions.push(request.url())
  })
  await page.goto(server.url)
  await ask(page, 'Count to 200')
  const answer = page.locator('p', { hasText: 'assistant:' })
  await expect(answer.first()).toContainText('1 2 3 4 5 ')
  await page.reload()
  await expect(answer.first()).toContainText('complete', { timeout: 30_000 })
  expect(await answer.first().locator('span').textContent()).toBe(countedTo(200))
  expect(questions).toHaveLength(1)

  const streams: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'GET') streams.push(request.url())
  })
  await ask(page, 'Count to 10000')
  await expect(answer.nth(1)).toContainText('1 2 3 4 5 ')
  const other = await browser.newContext()
  const [stream = ''] = streams
  expect((await other.request.get(stream)).status()).toBe(404)
  await other.request.delete(stream)
  await expect(answer.nth(1)).toContainText('30 ')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(answer.nth(1)).toContainText('stopped')

  // The native EventSource of clients that know nothing of the protocol, on both kinds of endpoint.
  const session = await page.evaluate(async () => {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"message":"Count to 5"}',
    }
    const response = await fetch('/ai/chat/stream/init', init)
    return ((await response.json()) as { sessionId: string }).sessionId
  })
  for (const path of ['?message=Count%20to%205', `/${session}`]) {
    expect(await page.evaluate(listen, `/ai/chat/stream${path}`)).toBe(countedTo(5))
  }

  // An open stream must not keep the application from closing.
  await ask(page, 'Count to 10000')
  await expect(answer.nth(2)).toContainText('1 2 3 4 5 ')
  await server.close()
})
