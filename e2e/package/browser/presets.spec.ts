import { expect, test as base, type Page } from '@playwright/test'
import { story } from '../../../src/stub-server/answers/story.ts'
import { createStubServer, type StubServer } from '../../../src/stub-server/index.ts'
import { startPageServer } from './startPageServer.ts'
import { mainIf } from '../../support/mainPath.ts'

interface Api {
  readonly preset: string
  readonly options: (url: string) => object
  /** Whether its server calls tools that the page runs. */
  readonly hasTools?: boolean
  /** Whether its format can report a refusal. Others send it as text. */
  readonly hasRefusals?: boolean
  readonly acceptsImages?: boolean
}

const model = 'any'
const all = { hasTools: true, hasRefusals: true, acceptsImages: true }

const APIS: readonly Api[] = [
  { preset: 'openAI', options: (url) => ({ baseURL: `${url}/v1`, model }), ...all },
  { preset: 'openAIResponses', options: (url) => ({ baseURL: `${url}/v1`, model }), ...all },
  { preset: 'anthropic', options: (url) => ({ baseURL: `${url}/v1`, model }), ...all },
  { preset: 'gemini', options: (url) => ({ baseURL: `${url}/v1beta`, model }), ...all },
  {
    preset: 'ollama',
    options: (url) => ({ baseURL: url, model }),
    hasTools: true,
    acceptsImages: true,
  },
  { preset: 'aiSdk', options: (url) => ({ url: `${url}/ai-sdk/chat` }), ...all },
  { preset: 'dify', options: (url) => ({ baseURL: `${url}/v1` }) },
  {
    preset: 'agUi',
    options: (url) => ({ url: `${url}/ag-ui` }),
    hasTools: true,
    acceptsImages: true,
  },
  {
    preset: 'langGraph',
    options: (url) => ({ baseURL: `${url}/langgraph`, assistantId: 'agent' }),
    hasRefusals: true,
    acceptsImages: true,
  },
  {
    preset: 'dashscope',
    options: (url) => ({ baseURL: `${url}/dashscope/api/v1`, model }),
    hasTools: true,
  },
  { preset: 'coze', options: (url) => ({ baseURL: `${url}/coze/v3`, botId: 'bot' }) },
  {
    preset: 'mastra',
    options: (url) => ({ baseURL: `${url}/mastra/api`, agentId: 'agent' }),
    ...all,
  },
  { preset: 'sse', options: (url) => ({ url: `${url}/ai/chat/stream` }) },
  { preset: 'sse', options: (url) => ({ url: `${url}/text` }) },
]

/** The built package in a page of another origin than its stub server. */
const test = base.extend<{ stub: StubServer; open: (api: Api) => Promise<void> }>({
  stub: async ({}, use) => {
    const stub = await createStubServer({ port: 0, pace: { min: 0, max: 2 } })
    await use(stub)
    await stub.close()
  },
  open: async ({ page, stub }, use) => {
    const pages = await startPageServer()
    await use(async ({ preset, options }) => {
      const search = new URLSearchParams({ preset, options: JSON.stringify(options(stub.url)) })
      await page.goto(`${pages.url}?${search.toString()}`)
    })
    pages.close()
  },
})

async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel('Question').fill(question)
  await page.getByRole('button', { name: 'Send' }).click()
}

const answerIn = (page: Page) => page.getByRole('log', { name: 'Answer' })
const textIn = (page: Page) => answerIn(page).evaluate(({ textContent }) => textContent)
const outcomeIn = (page: Page) => page.getByRole('status', { name: 'Outcome' })

for (const api of APIS) {
  const { preset, hasTools = false, hasRefusals = false, acceptsImages = false } = api
  const isBareText = JSON.stringify(api.options('')).includes('/text')

  test(`${preset}${isBareText ? ' with bare text' : ''} reads every kind of answer in one chat${mainIf(preset === 'openAI')}`, async ({
    page,
    open,
  }) => {
    await open(api)

    async function expectStory(question: string): Promise<void> {
      await ask(page, question)
      await expect(outcomeIn(page)).toHaveText('complete')
      expect(await textIn(page)).toBe(story)
    }

    await test.step('the whole text, and its usage if the server reports it', async () => {
      await expectStory('Tell me a story')
      const reportsUsage = !['sse', 'aiSdk'].includes(preset)
      const usage = page.getByRole('status', { name: 'Usage' })
      await expect(usage).toHaveText(reportsUsage ? /^[1-9]\d*$/ : '')
    })

    // Dify sends reasoning as part of the text.
    if (!isBareText && preset !== 'dify') {
      await test.step('reasoning, separate from the answer', async () => {
        await expectStory('/think a story')
        await expect(page.getByRole('note', { name: 'Reasoning' })).toHaveText(/\w/)
      })
    }

    if (hasTools) {
      await test.step('a tool call and its result', async () => {
        await ask(page, '/tool what time is it?')
        await expect(outcomeIn(page)).toHaveText('complete')
        await page.getByRole('button', { name: 'Run the tools' }).click()
        await expect(answerIn(page)).toContainText('The tool says')
        await expect(answerIn(page)).toContainText('half past nine')
        await expect(outcomeIn(page)).toHaveText('complete')
      })
    }

    await test.step('a failure with the server’s message', async () => {
      await ask(page, '/error 120 a story')
      await expect(outcomeIn(page)).toHaveText(/^failed: server: The model failed in the middle/)
      expect(await textIn(page)).toBe(story.slice(0, 120))
    })

    if (hasRefusals) {
      await test.step('a refusal', async () => {
        await ask(page, '/refuse a story')
        await expect(outcomeIn(page)).toHaveText('refused')
      })
    }

    // Our own protocol resumes after the connection broke.
    if (preset !== 'sse' || isBareText) {
      await test.step('a connection that breaks', async () => {
        // Text must arrive before: the first events of some formats are long and have none. Bare text is short.
        await ask(page, `/drop ${isBareText ? 2000 : 6000} a story`)
        await expect(outcomeIn(page)).toHaveText(/^truncated: /)
        expect(story).toContain(await textIn(page))
      })
    }

    if (acceptsImages) {
      await test.step('an image', async () => {
        const buffer = Buffer.from('iVBORw0KGgo=', 'base64')
        await page
          .getByLabel('File')
          .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer })
        await expectStory('Tell me a story')
      })
    }
  })
}
