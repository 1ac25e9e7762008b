/** The names of Anthropic's events. */
export const ANTHROPIC_EVENTS: readonly string[] = [
  'message_start',
  'content_block_start',
  'content_block_delta',
  'message_delta',
  'message_stop',
]

/** The names that events of OpenAI's Responses use for the parts that arrive in pieces. */
const STREAMED: readonly string[] = [
  'output_text',
  'refusal',
  'reasoning_text',
  'reasoning_summary_text',
  'function_call_arguments',
  'mcp_call_arguments',
  'custom_tool_call_input',
]

/** Returns the names of the events of OpenAI's Responses. */
export function responsesEvents(): readonly string[] {
  const parts = [...STREAMED, 'output_item', 'output_text.annotation']
  return [
    ...parts.flatMap((name) => ['added', 'delta', 'done'].map((step) => `${name}.${step}`)),
    ...['created', 'completed', 'incomplete', 'failed'],
  ].map((name) => `response.${name}`)
}
