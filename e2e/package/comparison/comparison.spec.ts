// Proves what docs/comparison.md says that each app shows.
import { rm } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { mainIf } from '../../support/mainPath.ts'
import { APPS, buildApp, hasPeers, type AppName, type BuiltApp } from './buildApp.ts'
import { closest, readRow } from './readTable.ts'
import { answerWithAiSdk } from './servers/aiSdk.ts'
import { HALF } from './servers/script.ts'
import { startChatServer, type ChatServer } from './servers/startChatServer.ts'
import { answerWithTanStack } from './servers/tanStack.ts'

const FIRST_HALF = HALF.replaceAll('**', '')

const builds = new Map<AppName, Promise<BuiltApp>>()
function buildOnce(name: AppName): Promise<BuiltApp> {
  const build = builds.get(name) ?? buildApp(name)
  builds.set(name, build)
  return build
}

test.afterAll(async () => {
  for (const build of builds.values()) await rm((await build).folder, { recursive: true })
  builds.clear()
})

async function start(name: AppName, page: Page): Promise<ChatServer> {
  const { folder } = await buildOnce(name)
  const answer = name === 'tanstack' ? answerWithTanStack : answerWithAiSdk
  const server = await startChatServer(folder, answer)
  await page.goto(server.url)
  return server
}

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(question)
  await page.getByRole('button', { name: 'Send' }).click()
}

async function askForStory(page: Page): Promise<void> {
  await ask(page, 'Tell me a story')
  await expect(page.getByRole('article').last()).toHaveText(FIRST_HALF)
}

/** What breaks an answer in its middle. */
type Cut = (server: ChatServer, page: Page) => unknown
const reset: Cut = (server) => server.reset()
const endEarly: Cut = (server) => server.endEarly()
const reload: Cut = (_, page) => page.reload()

/** For each app: what happens, how, and what the page says about it then, if anything. */
type CutCase = readonly [what: string, cut: Cut, alert: RegExp | undefined]
const peerCuts: readonly CutCase[] = [
  ['the connection is reset', reset, /network error/],
  ['the answer ends without its end mark', endEarly, undefined],
  ['the page is reloaded', reload, undefined],
]
const CUTS: Readonly<Record<AppName, readonly CutCase[]>> = {
  ours: [
    ['the connection is reset', reset, /The connection failed/],
    ['the answer ends without its end mark', endEarly, /ended without an end mark/],
    ['the page is reloaded', reload, /The connection failed/],
  ],
  'ai-sdk': peerCuts,
  tanstack: peerCuts,
}

/** Expects the text that arrived, an idle network, and the only alert. */
async function expectFirstHalf(page: Page, alert: RegExp | undefined): Promise<void> {
  await expect(page.getByText(FIRST_HALF)).toHaveCount(1)
  await page.waitForLoadState('networkidle')
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveText(alert ? [alert] : [])
}

for (const name of APPS) {
  test.describe(name, () => {
    test.skip(name !== 'ours' && !hasPeers, 'npm install --prefix e2e/package/peers')

    test(`the app "${name}" deletes a file after approval, renders Markdown, and keeps its history${mainIf(name === 'ours')}`, async ({
      page,
    }) => {
      const loaded = new Set<string>()
      page.on('response', (response) => loaded.add(new URL(response.url()).pathname.slice(1)))
      const server = await start(name, page)
      await ask(page, 'Delete draft.txt')
      await page.getByRole('button', { name: 'Delete' }).click()
      await expect(page.getByText('Deleted draft.txt.')).toBeVisible()
      await expect(page.getByRole('listitem').getByText('approved')).toHaveJSProperty(
        'tagName',
        'STRONG',
      )
      expect(server.deleted).toEqual(['draft.txt'])
      expect(server.model.runs).toEqual(['Delete draft.txt', 'result'])
      const cell = (await readRow('loaded after a tool call and Markdown'))[name]
      expect(cell).toBe(closest(cell, (await buildOnce(name)).sizeOf(loaded)))

      await page.reload()
      await expect(page.getByText('Deleted draft.txt.')).toBeVisible()
      await expect(page.getByRole('listitem')).toBeVisible()
      expect(server.deleted).toEqual(['draft.txt'])
      expect(server.model.runs).toHaveLength(2)
      server.close()
    })

    for (const [what, cut, alert] of CUTS[name]) {
      test(`the app "${name}" keeps the text when ${what}, shows ${alert ? 'an' : 'no'} error, and asks once`, async ({
        page,
      }) => {
        const server = await start(name, page)
        await askForStory(page)
        await cut(server, page)
        await expectFirstHalf(page, alert)
        await page.reload()
        await expectFirstHalf(page, name === 'ours' ? alert : undefined)
        expect(server.model.runs).toEqual(['Tell me a story'])
        server.close()
      })
    }
  })
}
