import { expect, test, vi } from 'vitest'
import { computed, effectScope } from 'vue'
import { z } from 'zod'
import { defineTools, textOf } from '../core/index.ts'
import { createFakeTransport } from '../testing/index.ts'
import { useChatStream } from './useChatStream.ts'

function createChat() {
  const runs: { signal: AbortSignal; resolve: (output: string) => void }[] = []
  const tools = defineTools({
    weather: {
      description: 'Returns the weather.',
      input: z.object({ city: z.string() }),
      execute: (_, { signal }) => new Promise<string>((resolve) => runs.push({ signal, resolve })),
    },
  })
  const { transport, dialect, next, requests } = createFakeTransport()
  const scope = effectScope()
  const create = () =>
    useChatStream({ url: 'http://localhost/', transport, dialect, tools, updates: 'event' })
  const chat = scope.run(create) ?? create()
  const call = computed(() =>
    chat.messages.value.flatMap(({ parts }) => parts).find(({ type }) => type === 'tool'),
  )
  const callTool = async () => {
    const request = await next()
    await request.event({
      type: 'tool-delta',
      id: 'c',
      name: 'weather',
      allArgs: '{"city":"Rome"}',
    })
    await request.event({ type: 'finish', outcome: 'complete' })
    await request.close()
    await vi.waitFor(() => expect(runs).toHaveLength(1))
  }
  return { chat, scope, call, callTool, runs, next, requests }
}

test('the refs show a tool that runs, its result, and the answer that follows', async () => {
  const { chat, scope, call, callTool, runs, next } = createChat()
  const answer = chat.send('How warm is Rome?')
  await callTool()
  expect(call.value).toMatchObject({ state: 'executing', input: { city: 'Rome' } })
  expect(chat.status.value).toBe('submitted')
  runs[0]?.resolve('warm')
  const request = await next()
  expect(call.value).toMatchObject({ state: 'output-available', output: 'warm' })
  await request.text('It is warm.')
  await request.event({ type: 'finish', outcome: 'complete' })
  await request.close()
  expect(textOf(await answer)).toBe('It is warm.')
  expect(chat.status.value).toBe('ready')
  scope.stop()
})

test('the end of the scope aborts the running tools', async () => {
  const { chat, scope, callTool, runs, requests } = createChat()
  void chat.send('How warm is Rome?')
  await callTool()
  scope.stop()
  expect(runs[0]?.signal.aborted).toBe(true)
  expect(requests).toHaveLength(1)
})
