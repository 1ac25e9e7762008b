import { computed, proxyRefs, ref, shallowRef, type ShallowUnwrapRef } from 'vue'
import { useChatStream } from '../composables/useChatStream.ts'
import { createId } from '../core/createId.ts'
import {
  textOf,
  transports,
  type ChatMessage,
  type ChatRequest,
  type TransportName,
} from '../core/index.ts'
import type { Connection } from './connection.ts'
import { titleOf } from './conversationTitle.ts'

/** What remains of a conversation when its stream is gone. */
export interface ConversationRecord {
  readonly id: string
  readonly title: string
  readonly createdAt: number
  readonly messages: readonly ChatMessage[]
  readonly draft: string
}

/** One conversation with its stream; its refs are unwrapped. */
export type Conversation = ShallowUnwrapRef<ReturnType<typeof createRefs>>

/**
 * Makes a conversation, which ends with the current effect scope.
 *
 * @param connection - read afresh for every question, so that it can change at run time
 * @param record - what to begin with
 */
export function createConversation(
  connection: Connection,
  record: Partial<ConversationRecord> = {},
): Conversation {
  // Not `reactive`, which would make proxies of the messages and so change their identity.
  return proxyRefs(createRefs(connection, record))
}

function createRefs(connection: Connection, record: Partial<ConversationRecord>) {
  const title = shallowRef(record.title ?? '')
  const draft = ref(record.draft ?? '')
  const stream = useChatStream({
    url: () => connection.url,
    transport: (request, context) => transports[connection.transport](request, context),
    // An address has room for the question alone, and takes it from the request.
    body: (request) => (isInAddress(connection.transport) ? {} : wholeConversation(request)),
    messages: record.messages ?? [],
  })
  const isRunning = computed(() => !['ready', 'error'].includes(stream.status.value))
  const isEmpty = computed(
    () => stream.messages.value.length === 0 && stream.queue.value.length === 0,
  )

  async function send(text: string): Promise<void> {
    // Blank lines around it are slips; the indentation of its first line is not.
    const question = text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd()
    if (question === '') return
    if (title.value === '') title.value = titleOf(question)
    if (draft.value === text) draft.value = ''
    const answer = await stream.send(question)
    // It never left: the person will want to shorten it, not to write it again.
    if (answer.error?.kind === 'too-long' && draft.value === '') draft.value = text
  }

  return {
    id: record.id ?? createId(),
    createdAt: record.createdAt ?? Date.now(),
    title,
    draft,
    messages: stream.messages,
    status: stream.status,
    error: stream.error,
    queue: stream.queue,
    isRunning,
    isEmpty,
    send,
    stop: stream.stop,
    regenerate: stream.regenerate,
  }
}

function isInAddress(transport: TransportName): boolean {
  return transport === 'get' || transport === 'eventsource'
}

/** Servers with a memory of their own read `message`; the others need to be told everything. */
function wholeConversation({ message, messages }: ChatRequest): unknown {
  const turns = messages
    .map((one) => ({ role: one.role, content: textOf(one) }))
    .filter(({ content }) => content !== '')
  // OpenAI's kind of server writes all at once unless it is asked to stream.
  return { message, stream: true, messages: newestThatFit(turns) }
}

/** Servers refuse large bodies, the stub those over 64 KiB; in bytes of UTF-8. */
const LONGEST_HISTORY = 48 * 1024

/** The question, and as many of the turns before it as there is room for: the oldest stay behind. */
function newestThatFit<Turn extends { content: string }>(turns: readonly Turn[]): readonly Turn[] {
  const utf8 = new TextEncoder()
  let first = turns.length
  let bytes = 0
  while (first > 0 && bytes <= LONGEST_HISTORY) {
    first -= 1
    bytes += utf8.encode(turns[first]?.content).length
  }
  const isOver = bytes > LONGEST_HISTORY && first < turns.length - 1
  return turns.slice(isOver ? first + 1 : first)
}
