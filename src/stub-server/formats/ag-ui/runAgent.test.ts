import { HttpAgent } from '@ag-ui/client'
import type { BaseEvent } from '@ag-ui/core'
import { describe, expect, test } from 'vitest'
import { story } from '../../answers/story.ts'
import type { StubServer } from '../../server.ts'
import { serverForTest } from '../../server.test-helper.ts'
import { CLOCK, REFUSAL, THOUGHT } from '../answers.test-helper.ts'

function agentOf({ url }: StubServer) {
  return new HttpAgent({ url: `${url}/ag-ui`, threadId: 't' })
}

/** Sends a question like a page, and returns the new messages and all events. */
async function ask(agent: HttpAgent, content: string, tools: readonly object[] = []) {
  const events: BaseEvent[] = []
  agent.addMessage({ id: `u${agent.messages.length}`, role: 'user', content })
  const { newMessages } = await agent.runAgent(
    // Their type lists more than a tool needs.
    { tools: tools as never },
    { onEvent: ({ event }) => void events.push(event) },
  )
  return { newMessages, events }
}

describe('the AG-UI client', () => {
  test('receives a whole answer, and verifies the order of its events', async () => {
    const { newMessages, events } = await ask(agentOf(await serverForTest()), 'Tell me a story')
    expect(newMessages).toMatchObject([{ role: 'assistant', content: story }])
    expect(events.at(0)).toMatchObject({ type: 'RUN_STARTED', threadId: 't' })
    expect(events.at(-1)).toMatchObject({ type: 'RUN_FINISHED', usage: [{ inputTokens: 4 }] })
  })

  test('receives reasoning, and a tool that the server runs with its output', async () => {
    const agent = agentOf(await serverForTest())
    expect((await ask(agent, '/think')).newMessages).toMatchObject([
      { role: 'reasoning', content: THOUGHT },
      { role: 'assistant', content: story },
    ])
    const { events } = await ask(agent, '/parts', [{ name: 'x', description: '' }])
    expect(events.map(({ type }) => type)).toContain('TOOL_CALL_START')
  })

  test('runs a tool of the page, and the answer continues with its output', async () => {
    const agent = agentOf(await serverForTest())
    const { name, description, parameters } = CLOCK
    const tools = [{ name, description, parameters }]
    const { newMessages } = await ask(agent, '/tool a story', tools)
    const [call] = newMessages.flatMap(
      (each) => (each.role === 'assistant' && each.toolCalls) || [],
    )
    expect(call).toMatchObject({ function: { name, arguments: '{"zone":"UTC"}' } })
    agent.addMessage({ id: 'o', role: 'tool', toolCallId: call?.id ?? '', content: CLOCK.output })
    const { newMessages: rest } = await agent.runAgent({ tools: tools as never })
    expect(rest).toMatchObject([{ role: 'assistant', content: CLOCK.answer + story }])
  })

  test('receives a refusal as text', async () => {
    const { newMessages } = await ask(agentOf(await serverForTest()), '/refuse')
    expect(newMessages).toMatchObject([{ content: REFUSAL }])
  })

  test('receives an error in the middle of a run', async () => {
    const agent = agentOf(await serverForTest())
    const errors: unknown[] = []
    agent.addMessage({ id: 'u', role: 'user', content: '/error 20' })
    const onRunErrorEvent = ({ event }: { event: unknown }) => void errors.push(event)
    await agent.runAgent({}, { onRunErrorEvent }).catch(() => undefined)
    expect(errors).toMatchObject([
      { type: 'RUN_ERROR', message: 'The model failed in the middle of its answer.' },
    ])
  })
})
