import { shallowRef, type Ref, type ShallowRef } from 'vue'
import { createId, createMessage } from '../../core/internal.ts'
import { type ChatMessage, type ChatStatus, textOf } from '../../core/index.ts'
import { stateChange, type ChangeMessages } from '../chat/chatChange.ts'
import { filesIn, partsOf, type QuestionInput } from '../chat/questionInput.ts'
import type { ChatLeadership } from './chatLeadership.ts'
import { applyMessageDelta, messageDeltaOf, wholeMessageDelta } from './messageDelta.ts'
import type { TabMessage } from './tabChannel.ts'

/** State of a chat in the tab that streams it. */
interface RemoteState {
  readonly status: ChatStatus
  readonly queue: readonly ChatMessage[]
}

export interface ChatSyncHost {
  readonly messages: Readonly<Ref<readonly ChatMessage[]>>
  readonly changeMessages: ChangeMessages
  readonly leadership: ChatLeadership
  /** Sends a message to the other tabs. */
  post(message: TabMessage): void
  /** Loads the stored messages. */
  refresh(): Promise<void>
  /** Sends a question that another tab posted. Called in the leader only. */
  onQuestion(question: QuestionInput): void
  /** Stops the answer because another tab asked for it. Called in the leader only. */
  onStop(): void
}

/**
 * Keeps one chat the same in all tabs. The leader posts its state and its answer; the followers show them, and
 * can post questions and stop the answer.
 */
export interface ChatSync {
  /** State of the chat in the leader; undefined if the leader is this tab, or does not stream. */
  readonly remote: Readonly<ShallowRef<RemoteState | undefined>>
  /** Handles a message about this chat from another tab. */
  onMessage(message: TabMessage): void
  /** Posts the state of this chat to the followers. */
  postState(status: ChatStatus, queue: readonly ChatMessage[]): void
  /** Posts what an answer has gained or changed since an earlier state of it. */
  postDelta(message: ChatMessage, before: ChatMessage): void
  /** Posts the whole last answer, if it has not ended. */
  postAnswer(): void
  /** Posts a question to the leader. This tab keeps it until the leader confirms it. */
  postQuestion(question: QuestionInput): void
  /**
   * Returns the questions that the former leader did not send: those in its queue, and those posted to it that
   * it did not confirm. Call it when this tab leads and has loaded everything that is stored.
   */
  takeUnsentQuestions(): readonly QuestionInput[]
}

export function createChatSync(chatId: string, host: ChatSyncHost): ChatSync {
  const { messages, changeMessages, leadership, post } = host
  const remote = shallowRef<RemoteState>()
  /** Posted questions that are not confirmed yet, by a nonce: two of them may have the same text. */
  const unconfirmed = new Map<string, QuestionInput>()
  let isCatchingUp = false
  /** What this tab posted last as the leader: a tab that opens the chat later gets the same. */
  let lastState: RemoteState = { status: 'ready', queue: [] }

  function postState(status: ChatStatus, queue: readonly ChatMessage[]): void {
    lastState = { status, queue }
    const questions = queue.map((question) => ({ id: question.id, ...inputOf(question) }))
    post({ type: 'state', chatId, status, queue: questions })
  }

  function postAnswer(): void {
    const last = messages.value.at(-1)
    if (last?.outcome === undefined && last?.role === 'assistant') {
      post({ type: 'growth', chatId, growth: wholeMessageDelta(last) })
    }
  }

  /** Handles a message from a follower. */
  function onMessageAsLeader(message: TabMessage): void {
    if (message.type === 'ask-state') {
      postState(lastState.status, lastState.queue)
      postAnswer()
    } else if (message.type === 'stop') host.onStop()
    else if (message.type === 'send') {
      post({ type: 'taken', chatId, nonce: message.nonce })
      host.onQuestion(message.asking)
    }
  }

  /** Handles a message from the leader. */
  function onMessageAsFollower(message: TabMessage): void {
    if (message.type === 'changed') void host.refresh()
    else if (message.type === 'taken') unconfirmed.delete(message.nonce)
    else if (message.type === 'state') {
      const { status } = message
      const queue = message.queue.map(({ id, ...question }) => ({
        ...createMessage('user', partsOf(question)),
        id,
      }))
      const isIdle = queue.length === 0 && (status === 'ready' || status === 'error')
      remote.value = isIdle ? undefined : { status, queue }
      if (!isIdle) leadership.follow()
    } else if (message.type === 'growth') {
      leadership.follow()
      const { growth } = message
      const index = messages.value.findLastIndex(({ id }) => id === growth.message.id)
      const before = messages.value[index]
      const answer = before && applyMessageDelta(before, growth)
      if (answer) changeMessages(messages.value.with(index, answer), stateChange(answer, before))
      else void catchUp()
    }
  }

  /** Loads the stored messages, then requests the whole answer: a delta did not fit what this tab has. */
  async function catchUp(): Promise<void> {
    if (isCatchingUp) return
    isCatchingUp = true
    await host.refresh()
    isCatchingUp = false
    post({ type: 'ask-state', chatId })
  }

  return {
    remote,
    onMessage: (message) =>
      leadership.isLeading() ? onMessageAsLeader(message) : onMessageAsFollower(message),
    postState,
    postAnswer,
    postDelta: (message, before) =>
      post({ type: 'growth', chatId, growth: messageDeltaOf(before, message) }),
    postQuestion(question) {
      const nonce = createId()
      unconfirmed.set(nonce, question)
      post({ type: 'send', chatId, asking: question, nonce })
    },
    takeUnsentQuestions() {
      const sentIds = new Set(messages.value.map(({ id }) => id))
      const queued = remote.value?.queue.filter(({ id }) => !sentIds.has(id)) ?? []
      const unsent = [...queued.map(inputOf), ...unconfirmed.values()]
      remote.value = undefined
      unconfirmed.clear()
      return unsent
    },
  }
}

const inputOf = (question: ChatMessage): QuestionInput => ({
  text: textOf(question),
  files: filesIn(question),
})
