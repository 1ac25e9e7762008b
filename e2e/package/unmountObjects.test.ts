import './support/domGlobals.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h } from 'vue'
import { useObjectStream } from 'vue-chat-stream'
import * as z from 'zod'
import { startEndlessServer, type EndlessServer } from './support/endlessServer.ts'
import { trackResources, type OpenResources } from './support/trackResources.ts'
import { eventually, until } from './support/until.ts'

const COUNT = 50
const NOTHING: OpenResources = {
  timeouts: 0,
  frames: 0,
  pageListeners: 0,
  abortListeners: 0,
  readers: 0,
}

let server: EndlessServer
let openResources: () => OpenResources

beforeEach(async () => {
  server = await startEndlessServer()
  openResources = trackResources()
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  server.close()
})

test.each<[string, (server: EndlessServer) => string]>([
  ['whose object streams', ({ streaming }) => streaming],
  ['that wait for an object', ({ silent }) => silent],
])('unmounting components %s leaves no resource open', async (_, toUrl) => {
  const apps = Array.from({ length: COUNT }, () => {
    const app = createApp({
      setup() {
        const { object, send } = useObjectStream({ url: toUrl(server), schema: z.object({}) })
        void send('Go on')
        return () => h('p', JSON.stringify(object.value))
      },
    })
    app.mount(document.createElement('div'))
    return app
  })
  await until(() => server.openResponses() === COUNT)
  expect(openResources()).toMatchObject({ pageListeners: expect.any(Number) })
  for (const app of apps) app.unmount()
  await until(() => server.openResponses() === 0)
  await eventually(() => {
    server.hangUp()
    expect(openResources()).toEqual(NOTHING)
  })
})
