import { existsSync } from 'node:fs'
import type { RequestListener, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { test as base, expect } from '@playwright/test'
import { createManualModel, type ManualModel } from './manualModel.ts'
import { ChatPage } from '../pages/ChatPage.ts'
import { chinese, english } from '../pages/names.ts'
import { describeScrollablePages } from './pageInPlace.ts'
import { collectTroubles } from './pageTroubles.ts'
import { serve, type TestServer } from './serve.ts'
import { appFiles } from '../../src/stub-server/http/appFiles.ts'
import { createStubServer, type StubServer, type StubState } from '../../src/stub-server/index.ts'

export { expect }

/** Options that a spec may set with `test.use`. */
export interface TestOptions {
  /** Whether the test writes the answers itself, through `model`. */
  manualAnswers: boolean
  /** Content of config.json, instead of the built file's. */
  appConfig: Readonly<Record<string, unknown>> | undefined
  /** Console errors and warnings that the test expects. Any other fails it. */
  expectedTrouble: RegExp | undefined
}

export type StartServer = (listener: RequestListener) => Promise<TestServer>

interface Fixtures {
  /** The folder of the built app. */
  appFolder: string
  model: ManualModel
  /** The app and the stub on one origin, as `npm start` serves them. Each test has its own server. */
  server: StubServer
  stubState: () => Promise<StubState>
  /** Breaks the connections of all answers that are streaming. */
  cutStreams: () => void
  /** Responses that the server has not finished. */
  responses: Set<ServerResponse>
  /** The app's page, already open. */
  chat: ChatPage
  /** Starts another server. It is closed when the test ends. */
  startServer: StartServer
  /** Checks after every test that the page reported no unexpected error or warning. */
  noTrouble: undefined
  /** Checks after every test that no document which shows the app can be scrolled. */
  pageStaysInPlace: undefined
}

/** Pause between two deltas in milliseconds: as fast as streaming is still visible on the page. */
const PACE = { min: 0, max: 3 }

export const test = base.extend<TestOptions & Fixtures>({
  manualAnswers: [false, { option: true }],
  appConfig: [undefined, { option: true }],
  expectedTrouble: [undefined, { option: true }],

  appFolder: async ({}, use) => {
    const folder = fileURLToPath(new URL('../../dist-app', import.meta.url))
    if (!existsSync(folder))
      throw new Error(`${folder} does not exist. Build the app first: npm run build`)
    await use(folder)
  },

  model: async ({}, use) => use(createManualModel()),

  responses: async ({}, use) => use(new Set()),

  server: async ({ manualAnswers, model, appFolder, responses }, use) => {
    const files = appFiles(appFolder)
    const server = await createStubServer({
      port: 0,
      pace: PACE,
      before(request, response, next) {
        responses.add(response)
        response.once('close', () => responses.delete(response))
        void files(request, response, next)
      },
      ...(manualAnswers ? { model: model.model } : {}),
    })
    await use(server)
    await server.close()
  },

  baseURL: async ({ server }, use) => use(server.url),

  stubState: async ({ server }, use) =>
    use(async () => (await (await fetch(`${server.url}/__stub/state`)).json()) as StubState),

  cutStreams: async ({ responses }, use) =>
    use(() => {
      for (const response of responses) response.destroy()
    }),

  page: async ({ page, appConfig }, use) => {
    if (appConfig) await page.route('**/config.json', (route) => route.fulfill({ json: appConfig }))
    await use(page)
  },

  chat: async ({ page, locale }, use) => {
    const chat = new ChatPage(page, locale?.startsWith('zh') ? chinese : english)
    await chat.open()
    await use(chat)
  },

  startServer: async ({}, use) => {
    const servers: TestServer[] = []
    await use(async (listener) => {
      const server = await serve(listener)
      servers.push(server)
      return server
    })
    await Promise.all(servers.map((server) => server.close()))
  },

  noTrouble: [
    async ({ context, expectedTrouble, startServer }, use) => {
      // The servers must end after this check: a page that still loads something would report that it failed.
      void startServer
      const troubles = await collectTroubles(context)
      await use(undefined)
      const unexpected = troubles.filter((trouble) => !expectedTrouble?.test(trouble))
      expect(unexpected, 'The page reports no unexpected error or warning').toEqual([])
    },
    { auto: true },
  ],

  pageStaysInPlace: [
    async ({ context }, use) => {
      await use(undefined)
      const scrollable = await describeScrollablePages(context)
      expect(scrollable, 'The document itself does not scroll').toEqual([])
    },
    { auto: true },
  ],
})
