// The examples of docs/servers.md, against the stub.
import { readFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { anthropic, diagnose, openAI, textOf, toFilePart, useChatStream } from 'vue-chat-stream'
import { createStubServer } from 'vue-chat-stream/stub-server'

async function startStub(): Promise<string> {
  const stub = await createStubServer({ port: 0, pace: { min: 0, max: 0 } })
  onTestFinished(() => stub.close())
  return stub.url
}

test('a question, and files', async () => {
  const origin = await startStub()
  const chat = useChatStream(openAI({ baseURL: `${origin}/v1`, model: 'stub' }))
  const story = await chat.send('Tell me a story')
  console.log(story.outcome, textOf(story), story.usage?.outputTokens)
  expect(story.outcome).toBe('complete')
  expect(story.usage?.outputTokens).toBeGreaterThan(0)

  const file = new File(['# Notes'], 'notes.md', { type: 'text/markdown' })
  await chat.send({ text: 'Tell me a story', files: [await toFilePart(file)] })
  expect(chat.messages.value.at(-1)?.outcome).toBe('complete')
})

test('tools', async () => {
  const origin = await startStub()
  const claude = useChatStream(anthropic({ baseURL: `${origin}/v1`, model: 'stub' }))
  const answer = await claude.send('/tool what time is it?')
  const calls = answer.parts.filter((part) => part.type === 'tool')
  const toolResults = calls.map(({ id }) => ({ id, output: 'half past nine' }))
  const rest = await claude.send({ toolResults })
  expect(textOf(rest)).toContain('half past nine')
})

test('what is wrong', async () => {
  const origin = await startStub()
  const { trouble, answer: reply } = await diagnose({ url: `${origin}/nowhere` })
  console.log(trouble, reply.error?.message)
  expect(trouble).toBe('not-found')
})

test('the page has these very examples', async () => {
  const page = await readFile(new URL('../../docs/servers.md', import.meta.url), 'utf8')
  const here = await readFile(new URL(import.meta.url), 'utf8')
  const lines = new Set(here.split('\n').map((line) => line.trim()))
  const blocks = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code = '']) => code)
  expect(blocks).toHaveLength(5)
  for (const line of blocks.join('').split('\n')) expect(lines).toContain(line.trim())
})
