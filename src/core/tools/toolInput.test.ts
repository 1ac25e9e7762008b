import { describe, expect, test } from 'vitest'
import type { StreamEvent } from '../types.ts'
import { defineTools } from './defineTools.ts'
import { callsIn, citySchema, createToolChat, words } from './toolTest.test-helper.ts'

const tools = defineTools({
  weather: { description: 'Returns the weather.', input: citySchema, execute: () => 21 },
})

const piece = (args: string, name?: string): StreamEvent => ({
  type: 'tool-delta',
  id: 'c1',
  name,
  args,
})

/** Returns the inputs of the call as the list shows them, one after the other. */
async function inputsOf(...events: readonly StreamEvent[]) {
  const seen: unknown[] = []
  const { chat, calls } = createToolChat({ tools }, events)
  // The chat loads this code.
  await import('../partialJson/createPartialJson.ts')
  await new Promise(setImmediate)
  chat.subscribe(() => {
    const [call] = callsIn(chat.getState().messages)
    if (seen.length > 9) return
    if (JSON.stringify(seen.at(-1)) !== JSON.stringify(call?.input)) seen.push(call?.input)
  })
  await chat.send('How warm is it?')
  return { seen, call: calls()[0] }
}

describe('`part.input`', () => {
  test('shows the arguments as far as they arrived, and all of them at the end', async () => {
    const { seen, call } = await inputsOf(
      piece('', 'weather'),
      piece('{"ci'),
      piece('ty":"Ro'),
      piece('me"'),
      piece('}'),
    )
    expect(seen).toEqual([{}, { city: 'Ro' }, { city: 'Rome' }])
    expect(call).toMatchObject({ input: { city: 'Rome' }, state: 'output-available' })
  })

  test('is an empty object for a call without arguments', async () => {
    const { call } = await inputsOf(piece('', 'weather'))
    expect(call).toMatchObject({ input: {}, state: 'output-error' })
  })

  test('keeps what was right of arguments that are not JSON', async () => {
    const { call } = await inputsOf(piece('{"city":"Rome"', 'weather'), piece(',,'))
    expect(call).toMatchObject({ input: { city: 'Rome' }, state: 'output-error' })
  })

  test('begins again with an answer that repeats', async () => {
    const { seen } = await inputsOf(
      words('Let me see.'),
      piece('{"city":"Ro', 'weather'),
      { type: 'restart' },
      words('Let me see.'),
      piece('{"city":"Oslo', 'weather'),
      piece('"}'),
    )
    expect(seen).toContainEqual({ city: 'Oslo' })
    expect(seen).not.toContainEqual({ city: 'RoOslo' })
  })

  test('reads each piece once, however long the arguments are', async () => {
    const length = 20_000
    const pieces = Array.from({ length }, (_, index) => piece(`"n${index}":1,`))
    const { call } = await inputsOf(piece('{', 'weather'), ...pieces, piece('"city":"Rome"}'))
    expect(Object.keys(call?.input as object)).toHaveLength(length + 1)
    expect(call?.state).toBe('output-available')
  })
})
