import { valueAt, type JsonObject } from '../../json.ts'
import type { Dialect, DialectState } from '../../types.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'
import { readErrorField } from '../reading/endMarks.ts'

/** The field of a payload, and the name of the data part of a message with its value. */
const CONVERSATION = 'conversation_id'

/**
 * Dify's chat, agent and workflow apps. The server stores the conversation and sends its id with the
 * answers.
 *
 * Proof of the end: `message_end`, a message with its `metadata`, or the success of a workflow.
 *
 * @see https://docs.dify.ai/en/use-dify/publish/developing-with-apis
 */
export const dify: Dialect = {
  name: 'dify',

  decode: (record, state) => decodeFindings(record, state, read),
}

function read(payload: JsonObject, state: DialectState): Findings {
  const { event, answer, data, url, type, id, tool, tool_input, observation, mode, metadata } =
    payload
  const { [CONVERSATION]: conversation = state[CONVERSATION] } = payload
  const text = valueAt(data, 'text') ?? answer
  const isNew = text && conversation !== state[CONVERSATION]
  if (isNew) state[CONVERSATION] = conversation
  // An answer that is not streamed is one message with the fields that otherwise follow the last one.
  const isLast = event === 'message_end' || (event === 'message' && Boolean(mode ?? metadata))
  const workflow = event === 'workflow_finished' ? data : {}
  return {
    // With the first text: an answer without text is not worth continuing.
    events: [
      ...(isNew ? [{ type: 'data' as const, name: CONVERSATION, data: conversation }] : []),
      ...(readErrorField({ error: valueAt(workflow, 'error') }) ?? []),
    ],
    text,
    block: 'text',
    // Moderation replaces the whole text received so far.
    isWhole: /_replace$/.test(String(event)),
    tool: tool && { id, name: tool, allArgs: tool_input, output: observation },
    file: { mediaType: `${type}/*`, url },
    usage: valueAt(payload, 'metadata.usage'),
    finish: isLast ? event === 'message' || event : valueAt(workflow, 'status'),
    isLast,
  }
}
