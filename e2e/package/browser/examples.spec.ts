// Starts the projects of examples/ with the packed package, and chats with them in Chromium.
import { readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import type { Project } from '../project/createProject.ts'
import { test } from '../project/projectTest.ts'
import { whileRunning } from '../project/whileRunning.ts'

const EXAMPLES = fileURLToPath(new URL('../../../examples', import.meta.url))
/** Next.js takes a minute to install and to build. */
const HEAVY = ['next']

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
}

/** Returns the files of an example, by their paths below `examples/`. */
async function filesOf(example: string): Promise<[path: string, text: string][]> {
  const folder = join(EXAMPLES, example)
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(EXAMPLES.length + 1))
    .filter((path) => !/node_modules|\.output|\.nitro|\.next|package-lock/.test(path))
  return Promise.all(
    paths.map(async (path): Promise<[string, string]> => [
      path,
      await readFile(join(EXAMPLES, path), 'utf8'),
    ]),
  )
}

const countedTo = (last: number) =>
  Array.from({ length: last }, (_, index) => `${index + 1} `).join('')

/** Expects an answer to survive a reload, and another one to be stopped. */
async function expectChatToWork(page: Page, url: string): Promise<void> {
  const ask = async (question: string) => {
    await page.getByRole('textbox', { name: 'Message' }).fill(question)
    await page.getByRole('button', { name: 'Send' }).click()
  }
  const questions: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') questions.push(request.url())
  })
  await page.goto(url)
  await ask('Count to 200')
  const answer = page.locator('p', { hasText: 'assistant:' })
  await expect(answer.first()).toContainText('1 2 3 4 5 ')
  await page.reload()
  await expect(answer.first()).toContainText('complete', { timeout: 30_000 })
  expect(await answer.first().locator('span').textContent()).toBe(countedTo(200))
  expect(questions).toHaveLength(1)

  await ask('Count to 10000')
  await expect(answer.nth(1)).toContainText('1 2 3 4 5 ')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(answer.nth(1)).toContainText('stopped')
  const text = (await answer.nth(1).locator('span').textContent()) ?? ''
  expect(countedTo(10_000).startsWith(text)).toBe(true)
  await page.evaluate(() => localStorage.clear())
}

const START: Readonly<Record<string, readonly string[]>> = {
  express: [process.execPath, 'server.js'],
  fastify: [process.execPath, 'server.js'],
  hono: [process.execPath, 'server.js'],
  nitro: [process.execPath, '.output/server/index.mjs'],
  next: ['node_modules/.bin/next', 'start', '--port', '0'],
}

const BUILD: Readonly<Record<string, readonly [string, ...string[]]>> = {
  nitro: ['node_modules/.bin/nitro', 'build'],
  next: ['node_modules/.bin/next', 'build'],
}

/** Builds an example in its folder, starts it, and chats with it. */
async function expectExampleToWork(page: Page, { run }: Project, folder: string, name: string) {
  const build = BUILD[name]
  if (build) await run('sh', '-c', `cd ${folder} && ${build.join(' ')}`)
  await whileRunning(folder, START[name] ?? [], (url) => expectChatToWork(page, url))
}

test('every example is tested, and its page is the same in each @main', async () => {
  const entries = await readdir(EXAMPLES, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  expect(names.sort()).toEqual(expect.arrayContaining(Object.keys(START).sort()))
  for (const file of ['model.js', 'public/index.html']) {
    const texts = await Promise.all(
      ['express', 'fastify', 'hono', 'nitro'].map((name) =>
        readFile(join(EXAMPLES, name, file), 'utf8'),
      ),
    )
    expect(new Set(texts).size, file).toBe(1)
  }
})

test('an answer of each small example survives a reload and can be stopped', async ({
  page,
  makeProject,
}) => {
  test.setTimeout(5 * 60_000)
  const names = Object.keys(START).filter((name) => !HEAVY.includes(name))
  const files = Object.fromEntries((await Promise.all(names.map(filesOf))).flat())
  // One installation for all of them takes a quarter of the time.
  const manifests = names.map((name) => JSON.parse(files[`${name}/package.json`] ?? '') as Manifest)
  const dependencies = Object.assign({}, ...manifests.map((each) => each.dependencies))
  const project = await makeProject(files, dependencies)
  for (const name of names) {
    await test.step(name, async () => {
      const folder = join(project.folder, name)
      await symlink('../node_modules', join(folder, 'node_modules'))
      await expectExampleToWork(page, project, folder, name)
    })
  }
})

for (const name of HEAVY) {
  test(`an answer of the example ${name} survives a reload and can be stopped (only with SOAK=1)`, async ({
    page,
    makeProject,
  }) => {
    test.skip(!process.env['SOAK'], `It takes minutes: SOAK=1 npm run e2e -- examples`)
    test.setTimeout(10 * 60_000)
    const files = Object.fromEntries(
      (await filesOf(name)).map(([path, text]) => [path.slice(name.length + 1), text]),
    )
    const { dependencies } = JSON.parse(files['package.json'] ?? '') as Manifest
    const project = await makeProject(files, dependencies)
    await expectExampleToWork(page, project, project.folder, name)
  })
}
