import { createServer } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { story } from './answers/story.ts'
import { eventsOf, textOf } from '../server/eventsOf.test-helper.ts'
import { NO_PAUSE } from './scenarios/pacing.ts'
import { stubServer } from './vitePlugin.ts'

test('the Vite plugin serves the stub beside the pages of the dev server', async () => {
  const vite = await createServer({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, host: '127.0.0.1', watch: null, ws: false },
    plugins: [stubServer({ pace: NO_PAUSE })],
  })
  onTestFinished(() => vite.close())
  await vite.listen()
  const address = vite.httpServer?.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  expect(textOf(await eventsOf(await fetch(`${url}/ai/chat/stream`)))).toBe(story)
  expect(await (await fetch(`${url}/__stub/state`)).json()).toMatchObject({ runs: 1 })
  expect((await fetch(`${url}/v1/models`)).status).toBe(200)
  expect(await (await fetch(`${url}/scenarios/pacing.ts`)).text()).toContain('parsePace')
})
