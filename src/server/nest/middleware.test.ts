import { RequestMethod, type INestApplication, type MiddlewareConsumer } from '@nestjs/common'
import { describe, expect, test } from 'vitest'
import { toNodeHandler } from '../adapters/toNodeHandler.ts'
import { createEcho } from './echo.test-helper.ts'
import { ChatStream, ChatStreamModule } from './index.ts'
import { init, PLATFORMS, post, readText, startNest } from './startNest.test-helper.ts'

const PATH = '/ai/chat/stream'

function chatModule() {
  const echo = createEcho()
  return { echo, module: ChatStreamModule.forRoot({ answer: echo.answer, path: false }) }
}

/** Checks each endpoint once. */
async function expectEndpoints(url: string): Promise<void> {
  const sessionId = await init(url, 'Hi')
  expect(await readText(await fetch(`${url}/${sessionId}`))).toBe('You said: Hi')
  expect(await readText(await fetch(`${url}?message=Hello`))).toBe('You said: Hello')
  expect(await readText(await post(url, { message: 'Hey' }))).toBe('You said: Hey')
  expect((await fetch(`${url}/${sessionId}`, { method: 'DELETE' })).status).toBe(204)
  expect((await fetch(`${url}/${'a'.repeat(32)}`)).status).toBe(404)
}

describe.each(PLATFORMS)('toNodeHandler() in Nest on %s', (platform) => {
  test('answers through app.use(), before Nest reads the body', async () => {
    const { module, echo } = chatModule()
    const { origin } = await startNest(platform, { imports: [module] }, (app: INestApplication) =>
      app.use(PATH, toNodeHandler(app.get(ChatStream))),
    )
    await expectEndpoints(origin + PATH)
    expect(echo.runs).toEqual(['Hi', 'Hello', 'Hey'])
  })

  test('answers through consumer.apply(), with the body that Nest has read', async () => {
    const { module, echo } = chatModule()
    class Root {
      static chat: ChatStream
      configure(consumer: MiddlewareConsumer) {
        consumer
          .apply(toNodeHandler(Root.chat))
          .forRoutes({ path: 'ai/chat/stream{/*rest}', method: RequestMethod.ALL })
      }
    }
    const imports = [{ module: Root, imports: [module] }]
    const { origin } = await startNest(platform, { imports }, (app: INestApplication) => {
      Root.chat = app.get(ChatStream)
    })
    await expectEndpoints(origin + PATH)
    expect(echo.runs).toEqual(['Hi', 'Hello', 'Hey'])
  })
})
