import { existsSync } from 'node:fs'
import type { RequestListener, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { test as base, expect } from '@playwright/test'
import { createHandModel, type HandModel } from './handModel.ts'
import { ChatPage } from '../pages/ChatPage.ts'
import { chinese, english } from '../pages/names.ts'
import { describeScrollablePages } from './pageInPlace.ts'
import { collectTroubles } from './pageTroubles.ts'
import { serve, type OwnServer } from './serve.ts'
import { appFiles } from '../../src/stub-server/http/appFiles.ts'
import { createStubServer, type StubServer, type StubState } from '../../src/stub-server/index.ts'

export { expect }

/** What a spec may set by `test.use`. */
export interface TestOptions {
  /** Whether the test tells the answers itself, by `model`. */
  answersByHand: boolean
  /** What config.json says instead of the built one. */
  appConfig: Readonly<Record<string, unknown>> | undefined
  /** Errors and warnings on the console that belong to the test; any other fails it. */
  expectedTrouble: RegExp | undefined
}

export type ServeOwn = (listener: RequestListener) => Promise<OwnServer>

interface Fixtures {
  /** The folder of the built app. */
  appFolder: string
  model: HandModel
  /** The app and the stub on one origin, as `npm start` serves them; each test has its own. */
  server: StubServer
  stubState: () => Promise<StubState>
  /** Breaks the connections of all answers that are being sent. */
  cutStreams: () => void
  /** What the server is sending. */
  responses: Set<ServerResponse>
  /** The app, opened. */
  chat: ChatPage
  /** Starts a further server, which ends with the test. */
  serveOwn: ServeOwn
  /** Nothing goes wrong behind the page, after every test. */
  noTrouble: undefined
  /** Checks after every test that no document which shows the app can be scrolled. */
  pageStaysInPlace: undefined
}

/** As fast as a page can still be seen to stream. */
const PACE = { min: 0, max: 3 }

export const test = base.extend<TestOptions & Fixtures>({
  answersByHand: [false, { option: true }],
  appConfig: [undefined, { option: true }],
  expectedTrouble: [undefined, { option: true }],

  appFolder: async ({}, use) => {
    const folder = fileURLToPath(new URL('../../dist-app', import.meta.url))
    if (!existsSync(folder)) throw new Error('Build the app before its tests: npm run build')
    await use(folder)
  },

  model: async ({}, use) => use(createHandModel()),

  responses: async ({}, use) => use(new Set()),

  server: async ({ answersByHand, model, appFolder, responses }, use) => {
    const files = appFiles(appFolder)
    const server = await createStubServer({
      port: 0,
      pace: PACE,
      before(request, response, next) {
        responses.add(response)
        response.once('close', () => responses.delete(response))
        files(request, response, next)
      },
      ...(answersByHand ? { model: model.model } : {}),
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

  serveOwn: async ({}, use) => {
    const servers: OwnServer[] = []
    await use(async (listener) => {
      const server = await serve(listener)
      servers.push(server)
      return server
    })
    await Promise.all(servers.map((server) => server.close()))
  },

  noTrouble: [
    async ({ context, expectedTrouble }, use) => {
      const troubles = await collectTroubles(context)
      await use(undefined)
      const unexpected = troubles.filter((trouble) => !expectedTrouble?.test(trouble))
      expect(unexpected, 'Nothing else goes wrong behind the page').toEqual([])
    },
    { auto: true },
  ],

  pageStaysInPlace: [
    async ({ context }, use) => {
      await use(undefined)
      const scrollable = await describeScrollablePages(context)
      expect(scrollable, 'The document itself cannot be scrolled').toEqual([])
    },
    { auto: true },
  ],
})
