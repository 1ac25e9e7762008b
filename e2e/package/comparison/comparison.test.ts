// Checks the figures of docs/comparison.md. comparison.spec.ts checks what it says about the apps in a browser.
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { APPS, buildApp, hasPeers } from './buildApp.ts'
import { closest, readRow } from './readTable.ts'
import { createModel } from './servers/script.ts'
import { answerWithTanStack } from './servers/tanStack.ts'

const ROOT = join(import.meta.dirname, '../../..')
const PEERS = join(ROOT, 'e2e/package/peers')
/** Matches a line that is empty or has only a comment. */
const NO_CODE = /^\s*(\/\/.*|<!--.*-->)?$/

async function versionOf(folder: string, name: string): Promise<string> {
  const json = await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8')
  return `${name} ${(JSON.parse(json) as { version: string }).version}`
}

test('docs/comparison.md gives the number of lines of each app', async () => {
  const row = await readRow('lines of `App.vue`')
  const counted = APPS.map(async (name) => {
    const code = await readFile(join(import.meta.dirname, name, 'App.vue'), 'utf8')
    return [name, String(code.split('\n').filter((line) => !NO_CODE.test(line)).length)]
  })
  expect(row).toEqual(Object.fromEntries(await Promise.all(counted)))
})

test.for(APPS)('docs/comparison.md gives the size of the app "%s"', async (name, { skip }) => {
  skip(name !== 'ours' && !hasPeers, 'npm install --prefix e2e/package/peers')
  const cell = (await readRow('loads at first'))[name]
  const { folder, size } = await buildApp(name)
  onTestFinished(() => rm(folder, { recursive: true }))
  expect(cell).toBe(closest(cell, size))
})

describe.skipIf(!hasPeers)('docs/comparison.md', () => {
  test('gives the versions that the tests run', async () => {
    const purify = await versionOf(PEERS, 'dompurify')
    const markdown = [await versionOf(ROOT, 'markdown-it'), purify].join(', ')
    expect(await readRow('Markdown')).toEqual({
      ours: '`StreamMarkdown`',
      'ai-sdk': markdown,
      tanstack: markdown,
    })
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      version: string
    }
    const sdk = [await versionOf(ROOT, '@ai-sdk/vue'), await versionOf(ROOT, 'ai')]
    const tanStack = ['ai-vue', 'ai'].map((name) => versionOf(PEERS, `@tanstack/${name}`))
    expect(await readRow('versions')).toEqual({
      ours: `vue-chat-stream ${version}`,
      'ai-sdk': sdk.join(', '),
      tanstack: (await Promise.all(tanStack)).join(', '),
    })
  })
})

interface Part {
  readonly type: string
  readonly state?: string
  readonly approval?: { readonly id: string }
}
/** The part of TanStack's client that this test uses. Its types are only there if it is installed. */
interface TanStackClient {
  fetchServerSentEvents(url: string, options: object): object
  ChatClient: new (options: object) => {
    sendMessage(text: string): Promise<void>
    addToolApprovalResponse(response: { id: string; approved: boolean }): Promise<void>
    getMessages(): readonly { readonly parts: readonly Part[] }[]
  }
}

test.skipIf(!hasPeers)(
  'TanStack AI 0.3 never runs a client tool with needsApproval after its approval',
  async () => {
    const path = join(PEERS, 'node_modules/@tanstack/ai-client/dist/esm/index.js')
    const { ChatClient, fetchServerSentEvents } = (await import(
      pathToFileURL(path).href
    )) as TanStackClient
    const model = createModel()
    let requests = 0
    const executed: unknown[] = []
    const client = new ChatClient({
      connection: fetchServerSentEvents('http://localhost/', {
        // The server is in this process.
        fetchClient(url: string, init: RequestInit) {
          requests += 1
          return answerWithTanStack(new Request(url, init), model, true)
        },
      }),
      tools: [{ name: 'deleteFile', execute: (input: unknown) => void executed.push(input) }],
    })
    await client.sendMessage('Delete draft.txt')
    const parts = () => client.getMessages().flatMap((message) => message.parts)
    const id = parts().find(({ state }) => state === 'approval-requested')?.approval?.id ?? ''
    expect(id).not.toBe('')
    await client.addToolApprovalResponse({ id, approved: true })
    expect(requests).toBe(2)
    expect(executed).toEqual([])
  },
)
