import type { DialectName } from './index.ts'
import { END_EVENTS } from './reading/ends.ts'

/** Names of events whose data is text; servers also send others (pings, states). */
export const TEXT_EVENTS: readonly string[] = [
  'message',
  'token',
  'text',
  'delta',
  'chunk',
  'answer',
]

/** The names of Anthropic's events. */
export const ANTHROPIC_EVENTS: readonly string[] = [
  'message_start',
  'content_block_start',
  'content_block_delta',
  'message_delta',
  'message_stop',
]

/** The names that events of OpenAI's Responses use for what arrives in steps. */
const STREAMED =
  'output_text refusal reasoning_text reasoning_summary_text function_call_arguments mcp_call_arguments custom_tool_call_input output_item output_text.annotation'

/** Returns the names of the events of OpenAI's Responses. */
export function responsesEvents(): readonly string[] {
  return [
    ...STREAMED.split(' ').flatMap((name) =>
      ['added', 'delta', 'done'].map((step) => `${name}.${step}`),
    ),
    ...['created', 'completed', 'incomplete', 'failed'],
  ].map((name) => `response.${name}`)
}

/** The names of the events of each dialect besides `message`, of which a native `EventSource` must know. */
const EVENTS: { readonly [name in DialectName]?: () => readonly string[] } = {
  'openai-responses': responsesEvents,
  anthropic: () => ANTHROPIC_EVENTS,
  langgraph: () => [
    'metadata',
    'messages',
    'messages/partial',
    'messages/complete',
    'values',
    'end',
  ],
  dashscope: () => ['result'],
  coze: () => [
    'conversation.message.delta',
    'conversation.message.completed',
    'conversation.chat.completed',
    'conversation.chat.failed',
    'done',
  ],
  content: () => END_EVENTS,
  text: () => [...END_EVENTS, ...TEXT_EVENTS],
}

/** Returns the names of the SSE events besides `message` that a dialect uses. @default all of them */
export function eventsOf(name?: DialectName): readonly string[] {
  return name ? (EVENTS[name]?.() ?? []) : Object.values(EVENTS).flatMap((events) => events())
}
