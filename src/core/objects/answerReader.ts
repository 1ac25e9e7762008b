import { createPartialJson, type PartialJson } from '../partialJson/createPartialJson.ts'
import { textOf } from '../text.ts'
import type { ChatMessage, StreamEvent } from '../types.ts'

/** Reads the JSON of one answer, while its text grows. */
export interface AnswerReader {
  /** Reads the text of an event. @param message the answer without the event */
  onEvent(event: StreamEvent, message: ChatMessage): void
  /** Returns the reader of the message's whole text. Reads it again if it is not what the events said. */
  read(message: ChatMessage): PartialJson
}

/**
 * @param within the characters that the value may begin with
 */
export function createAnswerReader(within: string | undefined): AnswerReader {
  const create = () => createPartialJson(within ? { within } : {})
  let json = create()
  /** UTF-16 units of text that were read; -1 if the server corrected them. */
  let length = 0

  /** An answer that is read again from its start, or was corrected, has another length than expected. */
  function readAgainIfChanged(message: ChatMessage): void {
    if (lengthOf(message) === length) return
    json = create()
    json.push(textOf(message))
    length = lengthOf(message)
  }

  return {
    onEvent(event, message) {
      if (event.type === 'correction') length = -1
      if (event.type !== 'text-delta') return
      readAgainIfChanged(message)
      json.push(event.text)
      length += event.text.length
    },
    read(message) {
      readAgainIfChanged(message)
      return json
    },
  }
}

function lengthOf({ parts }: ChatMessage): number {
  let length = 0
  for (const part of parts) if (part.type === 'text') length += part.text.length
  return length
}
