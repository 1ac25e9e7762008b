import './support/domGlobals.ts'
import { expect, test } from 'vitest'
import { createApp, h } from 'vue'
import {
  textOf,
  useChatStream,
  type UseChatStreamOptions,
  type UseChatStreamReturn,
} from 'vue-chat-stream'
import { trackedServer } from './support/openResources.ts'
import { until } from './support/until.ts'

const BATCH = 50
const { server, openResources, expectNoOpenResource } = trackedServer()

interface MountedChat {
  readonly chat: UseChatStreamReturn
  unmount(): void
}

/** Mounts components that have each sent a question. */
function mountBatch(options: UseChatStreamOptions): readonly MountedChat[] {
  return Array.from({ length: BATCH }, () => {
    const mounted: UseChatStreamReturn[] = []
    const app = createApp({
      setup() {
        const chat = useChatStream(options)
        mounted.push(chat)
        return () => h('p', chat.messages.value.map(textOf).join('\n'))
      },
    })
    app.mount(document.createElement('div'))
    const [chat] = mounted
    if (!chat) throw new Error('Vue did not call setup().')
    void chat.send('Go on')
    return { chat, unmount: () => app.unmount() }
  })
}

function unmountAll(batch: readonly MountedChat[]): void {
  for (const { unmount } of batch) unmount()
}

function activeTimers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
}

const hasText = ({ chat }: MountedChat) =>
  chat.messages.value.slice(1).some((m) => textOf(m) !== '')

test('unmounting 1000 components in mid-stream leaves no resource open', async () => {
  const timersBefore = activeTimers()
  for (let mounts = 0; mounts < 1000; mounts += BATCH) {
    const batch = mountBatch({ url: server().streaming })
    await until(() => batch.every(hasText))
    expect(server().openResponses()).toBe(BATCH)
    unmountAll(batch)
    await until(() => server().openResponses() === 0)
  }
  expect(server().requests()).toBe(1000)
  expect(document.addEventListener).toHaveBeenCalled()
  expect(window.addEventListener).toHaveBeenCalled()
  // For some seconds, Node's `fetch` keeps a spare connection and its timer for each one that was cut off.
  await until(() => server().sockets() === 0)
  await expectNoOpenResource()
  expect(activeTimers()).toBeLessThanOrEqual(timersBefore)
})

test('unmounting components that wait for an answer leaves no resource open', async () => {
  const batch = mountBatch({ url: server().silent })
  await until(() => server().openResponses() === BATCH)
  unmountAll(batch)
  await until(() => server().openResponses() === 0)
  await expectNoOpenResource()
})

test('unmounting components that wait to retry leaves no resource open', async () => {
  const batch = mountBatch({ url: server().busy })
  await until(() => batch.every(({ chat }) => chat.status.value === 'reconnecting'))
  unmountAll(batch)
  await expectNoOpenResource()
  expect(server().requests()).toBe(BATCH)
})

test('trackResources() counts the resources of a detached answer until dispose()', async () => {
  const batch = mountBatch({ url: server().streaming, onUnmount: 'detach' })
  await until(() => batch.every(hasText))
  unmountAll(batch)
  expect(openResources()).toMatchObject({ timeouts: BATCH, readers: BATCH })
  expect(openResources().abortListeners).toBeGreaterThanOrEqual(BATCH)

  for (const { chat } of batch) chat.dispose()
  await until(() => server().openResponses() === 0)
  await expectNoOpenResource()
})
