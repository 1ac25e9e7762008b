import { shallowRef, type Ref, type ShallowRef } from 'vue'
import { createId, createMessage } from '../../core/internal.ts'
import { type ChatMessage, type ChatStatus, textOf } from '../../core/index.ts'
import { filesIn, partsOf, type QuestionInput } from '../chat/questionInput.ts'
import type { ChatLeadership } from './chatLeadership.ts'
import { applyMessageDelta, messageDeltaOf, wholeOf } from './messageDelta.ts'
import type { TabMessage } from './tabChannel.ts'

/** How a chat stands in the tab in which it streams. */
interface RemoteState {
  readonly status: ChatStatus
  readonly queue: readonly ChatMessage[]
}

export interface ChatSyncHost {
  readonly messages: Ref<readonly ChatMessage[]>
  readonly lead: ChatLeadership
  post(message: TabMessage): void
  /** Brings what is stored. */
  refresh(): Promise<void>
  /** Another tab sends a question. Called in the tab that leads. */
  onAsk(asking: QuestionInput): void
  /** Another tab stops the answer. Called in the tab that leads. */
  onStop(): void
}

/** One chat as several tabs see it: the one that leads tells, the others show it and may ask and stop. */
export interface ChatSync {
  /** How it stands in the tab that leads, where that is another one and streams. */
  readonly remote: Readonly<ShallowRef<RemoteState | undefined>>
  /** Takes what another tab told of this chat. */
  onMessage(message: TabMessage): void
  /** Tells the others how this chat stands here. */
  tellState(status: ChatStatus, queue: readonly ChatMessage[]): void
  /** Tells the others what an answer has more than before. */
  tellGrowth(message: ChatMessage, before: ChatMessage): void
  /** Sends a question to the tab that leads. It is kept until that one took it. */
  ask(asking: QuestionInput): void
  /**
   * This tab leads now, and has all that is stored. Returns the questions that the other one left: they were
   * in its queue and were not asked, or were sent to it and not taken.
   */
  takeLeft(): readonly QuestionInput[]
}

export function createChatSync(chatId: string, host: ChatSyncHost): ChatSync {
  const { messages, lead, post } = host
  const remote = shallowRef<RemoteState>()
  /** By a name of their own, as two may have the same words. */
  const asked = new Map<string, QuestionInput>()
  let isCatchingUp = false
  /** Of the tab that leads: a newcomer is told the same. */
  let lastState: Pick<RemoteState, 'status' | 'queue'> = { status: 'ready', queue: [] }

  function tellState(status: ChatStatus, queue: readonly ChatMessage[]): void {
    lastState = { status, queue }
    const questions = queue.map((question) => ({ id: question.id, ...askingOf(question) }))
    post({ type: 'state', chatId, status, queue: questions })
  }

  function tellAll(): void {
    tellState(lastState.status, lastState.queue)
    const last = messages.value.at(-1)
    if (last?.outcome === undefined && last?.role === 'assistant') {
      post({ type: 'growth', chatId, growth: wholeOf(last) })
    }
  }

  /** What the tab that leads is told. */
  function onRequest(message: TabMessage): void {
    if (message.type === 'ask-state') tellAll()
    else if (message.type === 'stop') host.onStop()
    else if (message.type === 'send') {
      post({ type: 'taken', chatId, nonce: message.nonce })
      host.onAsk(message.asking)
    }
  }

  /** What the tabs that follow are told. */
  function onNews(message: TabMessage): void {
    if (message.type === 'changed') void host.refresh()
    else if (message.type === 'taken') asked.delete(message.nonce)
    else if (message.type === 'state') {
      const { status } = message
      const queue = message.queue.map(({ id, ...asking }) => ({
        ...createMessage('user', partsOf(asking)),
        id,
      }))
      const isOver = queue.length === 0 && (status === 'ready' || status === 'error')
      remote.value = isOver ? undefined : { status, queue }
      if (!isOver) lead.follow()
    } else if (message.type === 'growth') {
      lead.follow()
      const { growth } = message
      const index = messages.value.findLastIndex(({ id }) => id === growth.message.id)
      const whole = applyMessageDelta(messages.value[index], growth)
      if (index !== -1 && whole) messages.value = messages.value.with(index, whole)
      else void catchUp()
    }
  }

  /** Something is missing here: what is stored comes first, and then all of the answer that grows. */
  async function catchUp(): Promise<void> {
    if (isCatchingUp) return
    isCatchingUp = true
    await host.refresh()
    isCatchingUp = false
    post({ type: 'ask-state', chatId })
  }

  return {
    remote,
    onMessage: (message) => (lead.isLeading() ? onRequest(message) : onNews(message)),
    tellState,
    tellGrowth: (message, before) =>
      post({ type: 'growth', chatId, growth: messageDeltaOf(before, message) }),
    ask(asking) {
      const nonce = createId()
      asked.set(nonce, asking)
      post({ type: 'send', chatId, asking, nonce })
    },
    takeLeft() {
      const asksOf = new Set(messages.value.map(({ id }) => id))
      const queue = remote.value?.queue.filter(({ id }) => !asksOf.has(id)) ?? []
      const left = [...queue.map(askingOf), ...asked.values()]
      remote.value = undefined
      asked.clear()
      return left
    },
  }
}

const askingOf = (question: ChatMessage): QuestionInput => ({
  text: textOf(question),
  files: filesIn(question),
})
