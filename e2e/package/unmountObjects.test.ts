import './support/domGlobals.ts'
import { expect, test } from 'vitest'
import { createApp, h } from 'vue'
import { useObjectStream } from 'vue-chat-stream'
import * as z from 'zod'
import { trackedServer } from './support/openResources.ts'
import { until } from './support/until.ts'

const COUNT = 50
const { server, openResources, expectNoOpenResource } = trackedServer()

test.each([
  ['whose object streams', 'streaming'],
  ['that wait for an object', 'silent'],
] as const)('unmounting components %s leaves no resource open', async (_, path) => {
  const apps = Array.from({ length: COUNT }, () => {
    const app = createApp({
      setup() {
        const { object, send } = useObjectStream({ url: server()[path], schema: z.object({}) })
        void send('Go on')
        return () => h('p', JSON.stringify(object.value))
      },
    })
    app.mount(document.createElement('div'))
    return app
  })
  await until(() => server().openResponses() === COUNT)
  expect(openResources().pageListeners).toBeGreaterThanOrEqual(COUNT)
  expect(openResources().abortListeners).toBeGreaterThanOrEqual(COUNT)
  for (const app of apps) app.unmount()
  await until(() => server().openResponses() === 0)
  await expectNoOpenResource()
})
