import { convertToModelMessages, validateUIMessages, type UIMessage } from 'ai'
import { expect, test, vi } from 'vitest'
import { aiSdk } from '../presets/index.ts'
import { createChatStream } from '../stream/createChatStream.ts'
import { sendStream, startServer } from '../stream/scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import { defineTools } from './defineTools.ts'
import { callsIn, citySchema } from './toolTest.test-helper.ts'

/** Starts a server that answers with these chunks of the AI SDK, one list for each request. */
async function startAiSdk(...answers: readonly (readonly object[])[]) {
  const { url, requests } = await startServer((_, response) => {
    const chunks = [{ type: 'start' }, ...(answers[requests.length - 1] ?? []), { type: 'finish' }]
    return sendStream(response, [
      ...chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`),
      'data: [DONE]\n\n',
    ])
  })
  const messages = () =>
    (JSON.parse(requests.at(-1)?.body ?? '{}') as { messages: UIMessage[] }).messages
  return { url, requests, messages }
}

const words = [
  { type: 'text-start', id: 't' },
  { type: 'text-delta', id: 't', delta: 'Done' },
  { type: 'text-end', id: 't' },
]

test('the AI SDK accepts the results of tools that ran in the page', async () => {
  const call = { toolCallId: 'c1', toolName: 'weather', input: { city: 'Rome' } }
  const { url, messages } = await startAiSdk([{ type: 'tool-input-available', ...call }], words)
  const execute = vi.fn(() => ({ degrees: 21 }))
  const tools = defineTools({ weather: { description: '', input: citySchema, execute } })
  const chat = createChatStream({ ...aiSdk({ url }), tools })
  expect(textOf(await chat.send('How warm is Rome?'))).toBe('Done')
  expect(execute).toHaveBeenCalledOnce()
  const valid = await validateUIMessages({ messages: messages() })
  expect(await convertToModelMessages(valid)).toMatchObject([
    { role: 'user' },
    {
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId: 'c1', input: { city: 'Rome' } }],
    },
    {
      role: 'tool',
      content: [{ type: 'tool-result', output: { type: 'json', value: { degrees: 21 } } }],
    },
  ])
})

test.each([true, false])(
  'the AI SDK accepts the answer to an approval that it requested (%s)',
  async (isApproved) => {
    const { url, messages } = await startAiSdk(
      [
        {
          type: 'tool-input-available',
          toolCallId: 'c1',
          toolName: 'remove',
          input: { path: 'a' },
        },
        { type: 'tool-approval-request', approvalId: 'p1', toolCallId: 'c1' },
      ],
      [{ type: 'tool-output-available', toolCallId: 'c1', output: 'Removed' }, ...words],
    )
    const chat = createChatStream({ ...aiSdk({ url }), tools: defineTools({}) })
    await chat.send('Remove it')
    const answer = await chat.approveTool('c1', isApproved, 'Because')
    expect(textOf(answer)).toBe('Done')
    const valid = await validateUIMessages({ messages: messages() })
    const modelMessages = await convertToModelMessages(valid)
    expect(modelMessages.flatMap<unknown>(({ content }) => content)).toContainEqual(
      expect.objectContaining({
        type: 'tool-approval-response',
        approvalId: 'p1',
        approved: isApproved,
        reason: 'Because',
      }),
    )
    // The result belongs to the call, which is in the answer before.
    expect(answer.parts.map(({ type }) => type)).toEqual(['text'])
    expect(callsIn(chat.getState().messages)).toMatchObject([
      {
        id: 'c1',
        name: 'remove',
        state: 'output-available',
        output: 'Removed',
        approved: isApproved,
      },
    ])
  },
)
