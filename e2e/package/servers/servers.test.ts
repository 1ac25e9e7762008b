// Reads the answers of all servers of docs/servers.md with the built package.
import { describe, expect, onTestFinished, test } from 'vitest'
import { reasoningOf, textOf, useChatStream, type ChatMessage } from 'vue-chat-stream'
import { serverCases } from './index.ts'
import type { Kind, ServerCase } from './ServerCase.ts'

async function ask(each: ServerCase, kind: Kind): Promise<ChatMessage> {
  const server = await each.start()
  onTestFinished(server.close)
  const chat = useChatStream({
    url: server.url,
    transport: 'post',
    retry: false,
    ...(each.questions ? {} : { headers: { 'x-kind': kind } }),
    ...each.options?.(server.url, kind),
  })
  onTestFinished(chat.dispose)
  return chat.send(each.questions?.[kind] ?? kind)
}

const CHECKS: Readonly<Record<Kind, (answer: ChatMessage, each: ServerCase) => void>> = {
  text(answer, { answers }) {
    expect([textOf(answer), answer.outcome]).toEqual([answers.text, 'complete'])
    expect(answer.error).toBeUndefined()
  },
  reasoning(answer, { answers }) {
    expect(reasoningOf(answer)).toBe(answers.reasoning)
    expect([textOf(answer), answer.outcome]).toEqual([answers.text, 'complete'])
  },
  tool(answer, { answers }) {
    const { name, args, output = '' } = answers.tool ?? {}
    const call = answer.parts.find((part) => part.type === 'tool')
    expect(call).toMatchObject({ name, ...(args ? { args } : {}) })
    expect(JSON.stringify(call?.output)).toContain(output)
    expect([textOf(answer), answer.outcome]).toEqual([answers.text, 'complete'])
  },
  usage(answer) {
    expect(answer.usage?.inputTokens).toBeGreaterThan(0)
    expect(answer.usage?.outputTokens).toBeGreaterThan(0)
  },
  error(answer, { answers }) {
    expect(answer.outcome).toBe('failed')
    expect(answer.error?.message).toContain(answers.error.message)
    expect(textOf(answer)).toBe(answers.error.text)
  },
  cut(answer, { answers }) {
    expect(answer.outcome).toBe('truncated')
    expect(textOf(answer)).not.toBe('')
    expect(answers.text.startsWith(textOf(answer))).toBe(true)
  },
}

describe.each(serverCases)('$server', (each) => {
  test.each(each.kinds)('streams through without configuration: %s', async (kind) => {
    CHECKS[kind](await ask(each, kind), each)
  })
})
