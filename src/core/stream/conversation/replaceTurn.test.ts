import { describe, expect, onTestFinished, test } from 'vitest'
import { createTestChat } from '../testChat.test-helper.ts'
import type { ChatMessage } from '../../types.ts'

/** Creates a chat with two turns. Returns the ids of its four messages. */
async function createTwoTurns(options: Parameters<typeof createTestChat>[0] = {}) {
  const tested = createTestChat(options)
  onTestFinished(tested.chat.dispose)
  for (const turn of ['1', '2']) {
    const answer = tested.chat.send(`question ${turn}`)
    await (await tested.next()).end(`answer ${turn}`)
    await answer
  }
  const ids = () => tested.chat.getState().messages.map(({ id }) => id)
  return { ...tested, ids, formerIds: ids() as [string, string, string, string] }
}

describe('edit()', () => {
  test('replaces a question and everything after it, and asks the new question with a new key', async () => {
    const { chat, next, requests, texts, formerIds } = await createTwoTurns()
    const answer = chat.edit(formerIds[0], 'another question')
    expect(texts()).toEqual(['user: another question', 'assistant: '])
    const request = await next()
    expect(request.question).toBe('another question')
    expect(request.messages).toHaveLength(1)
    await request.end('another answer')
    expect(await answer).toMatchObject({ outcome: 'complete' })
    expect(texts()).toEqual(['user: another question', 'assistant: another answer'])
    expect(new Set(requests.map(({ id }) => id)).size).toBe(3)
    expect(formerIds).not.toContain(chat.getState().messages[0]?.id)
  })

  test('keeps the turns before the question, and takes files', async () => {
    const { chat, next, ids, formerIds } = await createTwoTurns()
    const file = { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,' } as const
    void chat.edit(formerIds[2], { text: 'Look', files: [file] })
    const request = await next()
    expect(request.messages.at(-1)?.parts).toEqual([{ type: 'text', text: 'Look' }, file])
    expect(ids().slice(0, 2)).toEqual(formerIds.slice(0, 2))
    expect(ids()).toHaveLength(4)
  })

  test('stops the streaming answer, and sends waiting questions after the new answer', async () => {
    const { chat, next, texts, formerIds } = await createTwoTurns()
    const third = chat.send('question 3')
    const request = await next()
    await request.text('Once')
    const waiting = chat.send('question 4')
    const edited = chat.edit(formerIds[2], 'question 2b')
    expect(request.aborted).toBe(true)
    expect(await third).toMatchObject({ outcome: 'stopped', parts: [{ text: 'Once' }] })
    await (await next()).end('answer 2b')
    await edited
    await (await next()).end('answer 4')
    await waiting
    expect(texts().slice(2)).toEqual([
      'user: question 2b',
      'assistant: answer 2b',
      'user: question 4',
      'assistant: answer 4',
    ])
  })

  test('keeps the new question if its request fails, so that regenerate() repeats it with the same key', async () => {
    const { chat, next, texts, formerIds } = await createTwoTurns({ retry: false })
    const edited = chat.edit(formerIds[0], 'another question')
    const failed = await next()
    await failed.fail()
    expect(await edited).toMatchObject({ outcome: 'failed' })
    expect(texts()).toEqual(['user: another question', 'assistant: '])
    const again = chat.regenerate()
    const request = await next()
    expect(request).toMatchObject({ question: 'another question', id: failed.id })
    await request.end('another answer')
    expect(await again).toMatchObject({ outcome: 'complete' })
  })

  test('replaces an answer that a hook started when the streaming one was stopped', async () => {
    let isActing = false
    let again: Promise<ChatMessage> | undefined
    const { chat, next, requests, texts, formerIds } = await createTwoTurns({
      onFinish: () => void (isActing && (again = chat.regenerate())),
    })
    void chat.send('question 3')
    await (await next()).text('Once')
    isActing = true
    const edited = chat.edit(formerIds[2], 'question 2b')
    isActing = false
    expect(await again).toMatchObject({ parts: [] })
    let request = await next()
    while (request.question !== 'question 2b') request = await next()
    expect(requests.filter(({ aborted }) => !aborted)).toEqual([request])
    await request.end('answer 2b')
    expect(await edited).toMatchObject({ outcome: 'complete' })
    expect(texts().slice(2)).toEqual(['user: question 2b', 'assistant: answer 2b'])
  })

  test('rejects an unknown id, the id of an answer, and empty input, and stops nothing', async () => {
    const { chat, next, texts, formerIds } = await createTwoTurns()
    void chat.send('question 3')
    const request = await next()
    await request.text('Once')
    const wrong = { kind: 'argument', message: expect.stringContaining('`nope`') }
    await expect(chat.edit('nope', 'x')).rejects.toMatchObject(wrong)
    await expect(chat.edit(formerIds[1], 'x')).rejects.toMatchObject({
      kind: 'argument',
      message: expect.stringContaining(formerIds[1]),
    })
    await expect(chat.edit(formerIds[0], ' ')).rejects.toMatchObject({ kind: 'argument' })
    const results = { text: 'x', toolResults: [{ id: '1', output: 1 }] }
    await expect(chat.edit(formerIds[0], results)).rejects.toMatchObject({ kind: 'argument' })
    expect(request.aborted).toBe(false)
    expect(texts()).toHaveLength(6)
  })
})

describe('regenerate() with an id', () => {
  test.each([
    ['an answer', 1],
    ['a question', 0],
  ] as const)('of %s answers that question again and drops what follows', async (_, index) => {
    const { chat, next, texts, ids, formerIds } = await createTwoTurns()
    const answer = chat.regenerate(formerIds[index])
    expect(texts()).toEqual(['user: question 1', 'assistant: '])
    const request = await next()
    expect(request.question).toBe('question 1')
    await request.end('again')
    await answer
    expect(texts()).toEqual(['user: question 1', 'assistant: again'])
    expect(ids()[0]).toBe(formerIds[0])
  })

  test('restores everything that it dropped if nothing of the new answer arrives', async () => {
    const { chat, next, ids, formerIds } = await createTwoTurns({ retry: false })
    const answer = chat.regenerate(formerIds[1])
    await (await next()).refuse(500, 'No')
    expect(await answer).toMatchObject({ outcome: 'failed' })
    expect(ids()).toEqual(formerIds)
  })

  test('of the answer that streams starts it again, also if its stop restores a former one', async () => {
    const { chat, next, ids, texts, formerIds } = await createTwoTurns()
    void chat.regenerate()
    await next()
    const again = chat.regenerate(ids()[3])
    await (await next()).end('again')
    await again
    expect(texts().slice(2)).toEqual(['user: question 2', 'assistant: again'])
    expect(ids()[2]).toBe(formerIds[2])
  })

  test('rejects an unknown id and an answer without a question, and stops nothing', async () => {
    const greeting: ChatMessage = { id: 'hi', role: 'assistant', parts: [], createdAt: 1 }
    const { chat, next } = createTestChat({ messages: [greeting] })
    onTestFinished(chat.dispose)
    void chat.send('Tell me')
    const request = await next()
    for (const id of ['nope', 'hi']) {
      await expect(chat.regenerate(id)).rejects.toMatchObject({
        kind: 'argument',
        message: expect.stringContaining(id),
      })
    }
    expect(request.aborted).toBe(false)
  })

  test('counts an event as no id, as `@click="regenerate"` passes it', async () => {
    const { chat, next } = await createTwoTurns()
    void chat.regenerate(new Event('click'))
    expect((await next()).question).toBe('question 2')
  })
})

test('edit() and regenerate() reject after dispose()', async () => {
  const { chat, formerIds } = await createTwoTurns()
  chat.dispose()
  await expect(chat.edit(formerIds[0], 'x')).rejects.toMatchObject({ kind: 'argument' })
  await expect(chat.regenerate(formerIds[0])).rejects.toMatchObject({ kind: 'argument' })
})
