import { computed, onScopeDispose, proxyRefs, ref, shallowRef, type ShallowUnwrapRef } from 'vue'
import { useChatStream, useWatchedChatStream } from '../../composables/index.ts'
import { createId } from '../../core/internal.ts'
import type { ChatMessage, FilePart } from '../../core/index.ts'
import { createServerDialect } from '../connections/serverDialect.ts'
import { createServerTransport } from '../connections/serverTransport.ts'
import { createChatLeadership } from '../tabs/chatLeadership.ts'
import { createChatSync } from '../tabs/chatSync.ts'
import { createBranches } from './branches/createBranches.ts'
import { createTurnActions } from './branches/createTurnActions.ts'
import type { ChatChange } from './chatChange.ts'
import { createChatHistory } from './chatHistory.ts'
import type { ChatHost, ChatRecord } from './chatHost.ts'
import { createChatPageLife } from './chatPageLife.ts'
import { createChatStatus } from './chatStatus.ts'
import { keepDraft } from './keepDraft.ts'
import { createLeaderTasks } from './leaderTasks.ts'
import { createOutbox } from './outbox.ts'
import { sendQuestion } from './sendQuestion.ts'
import { shareChanges } from './shareChanges.ts'
import { createStreamOpener } from './streamOpener.ts'
import { takeOver } from './takeOver.ts'

/** One chat with its stream. Its refs are unwrapped. */
export type Chat = ShallowUnwrapRef<ReturnType<typeof createRefs>>

/**
 * The composable that users of the package have. While the app is developed, and only then, Vue Devtools show
 * the chats.
 */
const useStream = import.meta.env.MODE === 'development' ? useWatchedChatStream : useChatStream

/**
 * Creates a chat, which ends with the current effect scope.
 *
 * The chat is written to storage as it grows. If another tab streams it, this tab shows what that tab posts, and
 * sends the user's questions and stops to it. When that tab is closed, this tab takes over.
 *
 * @param record - the chat as it was stored; a new chat by default
 */
export function createChat(host: ChatHost, record: Partial<ChatRecord> = {}): Chat {
  // Not `reactive`: it would turn the messages into proxies, which are other objects than the messages.
  return proxyRefs(createRefs(host, record))
}

function createRefs(
  { serverOptions, storage, post, onAnswerChange }: ChatHost,
  { id = createId(), createdAt = Date.now(), ...record }: Partial<ChatRecord>,
) {
  const title = shallowRef(record.title ?? '')
  const draft = ref(record.draft ?? '')
  const settings = shallowRef(record.settings)
  const files = shallowRef<readonly FilePart[]>([])
  const { saved = [], updatedAt } = record
  const branches = createBranches(saved, record.messages ?? [], record.leaf)
  const messages = shallowRef(branches.shown())
  const leadership = createChatLeadership(id, () => {
    void takeOver({ messages, changeMessages, stream, history, leadership, sync, opener, tasks })
  })
  // Before the stream, so that its end in this tab is not written: a removed chat can be restored as it was.
  onScopeDispose(leadership.dispose)
  // The options of a stream are fixed, but the user may choose another server or model at any time, also for a
  // question that waits and for the next attempt. So the stream reads this plain object again for each request.
  const request = computed(() => serverOptions(settings.value))
  const stream = useStream({
    url: () => request.value.url,
    transport: createServerTransport(() => request.value),
    dialect: createServerDialect(() => request.value),
    idempotencyKey: () => request.value.idempotencyKey,
    connectTimeout: () => request.value.connectTimeout,
    messages,
    onChange: (change) => shareChange(change),
  })
  const shown = { title, messages, changeMessages, branches, saved, updatedAt }
  const history = createChatHistory(storage, id, shown)
  const opener = createStreamOpener(() => request.value.url)
  const sync = createChatSync(id, {
    messages,
    changeMessages,
    leadership,
    post,
    refresh: () => history.refresh(() => !leadership.isLeading()),
    onQuestion: (question) => void tasks.run(() => stream.send(question)),
    onStop: stop,
  })
  const streamParts = { stream, opener, history, leadership, sync, post }
  const parts = { chatId: id, messages, changeMessages, branches, ...streamParts }
  const tasks = createLeaderTasks({ ...parts, status: stream.status })
  const outbox = createOutbox({ ...parts, draft, files, tasks })
  const status = createChatStatus({ ...parts, outbox })
  const { edit, showVersion, removeTurn } = createTurnActions({ ...parts, outbox, status, tasks })
  const { onPageHide, onPageShow } = createChatPageLife({ ...parts, draft, outbox, tasks })

  function changeMessages(list: readonly ChatMessage[], change: ChatChange): void {
    if (list === messages.value) return
    messages.value = list
    shareChange(change)
  }

  function send(text: string, attachedFiles: readonly FilePart[] = []): Promise<void> {
    const host = { createdAt, title, settings, draft, files, history, outbox, sync }
    return sendQuestion(host, text, attachedFiles)
  }

  function stop(): void {
    if (sync.remote.value) post({ type: 'stop', chatId: id })
    else if (opener.isWaiting.value) opener.release()
    else stream.stop()
  }

  const shareChange = shareChanges({ ...parts, status, onAnswerChange })
  keepDraft(id, title, draft, history)
  onScopeDispose(() => {
    opener.dispose()
    history.dispose()
  })

  return {
    id,
    createdAt,
    title,
    draft,
    /** What this chat sends to the model beside its messages. */
    settings,
    /** The files attached to the draft. */
    files,
    /** The messages of the shown branch. */
    messages,
    versions: branches.versions,
    status: status.status,
    error: status.error,
    queue: status.queue,
    /** Whether a question waits because all connections to the server are in use. */
    lacksConnection: opener.isWaiting,
    isRunning: status.isRunning,
    /** Whether an answer streams in this tab; false if it streams in another tab and this one shows it. */
    isStreamingHere: status.isStreamingHere,
    isEmpty: status.isEmpty,
    send,
    edit,
    showVersion,
    removeTurn,
    stop,
    /** Requests another answer to the last question. */
    regenerate: () => tasks.run(() => opener.open(() => stream.regenerate())),
    /** Continues an interrupted answer, if its server still has the rest of it. */
    resume: () => tasks.run(() => opener.open(() => stream.resume())),
    /** Returns the messages of all branches as they are now. */
    placed: branches.placed,
    /** Returns the id of the last message of the shown branch. */
    leaf: branches.leaf,
    /** Handles a message about this chat from another tab. */
    onMessage: sync.onMessage,
    /** Continues an answer without an outcome, unless another tab streams it. */
    continueUnfinished: () => {
      leadership.follow()
      post({ type: 'ask-state', chatId: id })
    },
    onPageHide,
    onPageShow,
  }
}
