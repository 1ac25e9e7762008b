import { expect, test, vi } from 'vitest'
import { createMemoryStore } from '../memory/memoryStore.ts'
import { createEcho, FOREVER } from './echo.test-helper.ts'
import { ChatStreamModule } from './index.ts'
import { init, PLATFORMS, readEvents, startNest } from './startNest.test-helper.ts'

test.each(PLATFORMS)(
  'closing an application on %s ends its streams without an end event, aborts its runs and closes the store',
  async (platform) => {
    const store = createMemoryStore()
    const close = vi.spyOn(store, 'close')
    const aborted = vi.fn()
    const { app, origin } = await startNest(platform, {
      imports: [
        ChatStreamModule.forRoot({
          store,
          async *answer(question, run) {
            run.signal.addEventListener('abort', aborted)
            yield* createEcho().answer(question, run)
          },
        }),
      ],
    })
    const sessionId = await init(`${origin}/ai/chat/stream`, FOREVER)
    const stream = await fetch(`${origin}/ai/chat/stream/${sessionId}`)
    await app.close()
    expect((await readEvents(stream)).map(({ event }) => event)).not.toContain('close')
    expect(aborted).toHaveBeenCalledOnce()
    expect(close).toHaveBeenCalledOnce()
    await expect(fetch(origin)).rejects.toThrow()
  },
)
