import { until, watchDebounced } from '@vueuse/core'
import {
  computed,
  onScopeDispose,
  proxyRefs,
  ref,
  shallowRef,
  watch,
  type ShallowUnwrapRef,
} from 'vue'
import { useChatStream, useWatchedChatStream } from '../../composables/index.ts'
import { createId, createMessage } from '../../core/internal.ts'
import type { ChatMessage, Dialect, FilePart, Transport } from '../../core/index.ts'
import { isNothing, partsOf, type QuestionInput } from './questionInput.ts'
import { createBranches } from './branches/createBranches.ts'
import { createChatHistory } from './chatHistory.ts'
import { titleOf } from './chatTitle.ts'
import { cutOff } from './cutOff.ts'
import type { ChatSettings } from '../../model/index.ts'
import type { ChatRow, ChatStorage, PlacedMessage } from '../storage/chatStorage.ts'
import { saveInterruptedAnswer } from './interruptedAnswer.ts'
import { createChatLeadership } from '../tabs/chatLeadership.ts'
import { createChatSync } from '../tabs/chatSync.ts'
import { createStreamSlot } from '../tabs/streamSlot.ts'
import type { TabMessage } from '../tabs/tabChannel.ts'
import { keepTabDraft, NEW_CHAT, NEW_CHAT_SETTINGS } from './tabDraft.ts'

/** What remains of a conversation when its stream is gone. */
export interface ChatRecord extends ChatRow {
  /** Those of all its branches, in the order in which they were written. */
  readonly messages: readonly ChatMessage[]
  /** The same as they stand in storage; empty where they do not. */
  readonly saved: readonly PlacedMessage[]
}

/** What a conversation needs of the world around it. */
export interface ChatHost {
  /** Who answers. The address is read afresh for every question, so that it can change at run time. */
  readonly server: {
    readonly url: string
    /** @param settings what a chat tells the model, read afresh for every question */
    transportFor(settings: () => ChatSettings | undefined): Transport
    readonly dialect: Dialect
    /** Whether its questions carry a key, and whether it honors that. */
    idempotencyKey(): 'auto' | boolean
  }
  readonly storage: ChatStorage
  /** Tells the other tabs. */
  post(message: TabMessage): void
  /** An answer that this tab streams grew, or ended. */
  onGrowth(chatId: string, answer: ChatMessage): void
}

/** One conversation with its stream; its refs are unwrapped. */
export type Chat = ShallowUnwrapRef<ReturnType<typeof createRefs>>

/** As the package's users have it: Vue Devtools show the chats while the app is developed, and only then. */
const useStream = import.meta.env.MODE === 'development' ? useWatchedChatStream : useChatStream

/** How long nothing is typed before a draft is kept, and how long it is not kept at the most, in milliseconds. */
const DRAFT_PAUSE = 300
const DRAFT_WAIT = 1000

/**
 * Makes a conversation, which ends with the current effect scope.
 *
 * It is written down as it grows. Where another tab streams it, this one shows what that one tells, and
 * sends it what is asked and stopped here; when that tab is gone, this one goes on.
 *
 * @param record - what to begin with
 */
export function createChat(host: ChatHost, record: Partial<ChatRecord> = {}): Chat {
  // Not `reactive`, which would make proxies of the messages and so change their identity.
  return proxyRefs(createRefs(host, record))
}

function createRefs(
  { server, storage, post, onGrowth }: ChatHost,
  { id = createId(), createdAt = Date.now(), ...record }: Partial<ChatRecord>,
) {
  const title = shallowRef(record.title ?? '')
  const draft = ref(record.draft ?? '')
  const settings = shallowRef(record.settings)
  /** What is to go with the draft. */
  const files = shallowRef<readonly FilePart[]>([])
  const draftKey = () => (title.value === '' ? NEW_CHAT : id)
  const { saved = [], updatedAt } = record
  const branches = createBranches(saved, record.messages ?? [], record.leaf)
  const messages = shallowRef(branches.shown())
  const stream = useStream({
    url: () => server.url,
    transport: server.transportFor(() => settings.value),
    dialect: server.dialect,
    idempotencyKey: server.idempotencyKey,
    messages,
  })
  /** Questions that wait for a connection to be free. */
  const outbox = shallowRef<readonly ChatMessage[]>([])
  /** What this tab is at in this chat. It leads as long as there is anything. */
  let tasks = 0
  let leading: Promise<boolean> | undefined
  let isOver = false

  /** Another branch was opened since the last answer: how that one ended is no news there. */
  const isElsewhere = shallowRef(false)
  const history = createChatHistory(storage, id, {
    title,
    messages,
    branches,
    saved,
    updatedAt,
  })
  const lead = createChatLeadership(id, () => void takeOver())
  const slot = createStreamSlot(() => server.url)
  const view = createChatSync(id, {
    messages,
    lead,
    post,
    refresh: () => history.refresh(() => !lead.isLeading()),
    onAsk: (asking) => void asLeader(() => stream.send(asking)),
    onStop: stop,
  })

  const ownStatus = computed(() => (isElsewhere.value ? 'ready' : stream.status.value))
  const status = computed(() => view.remote.value?.status ?? ownStatus.value)
  const queue = computed(() => {
    const waiting = slot.isAwaited.value ? outbox.value : []
    return view.remote.value?.queue ?? [...stream.queue.value, ...waiting]
  })
  const isRunning = computed(
    () => slot.isAwaited.value || !['ready', 'error'].includes(status.value),
  )
  const isEmpty = computed(() => messages.value.length === 0 && queue.value.length === 0)

  /**
   * Does something in this tab alone: what others stored is here before, and what came of it is stored
   * before another tab may go on.
   *
   * @returns `elsewhere` where another tab leads; that one will have to do it
   */
  async function asLeader(act: () => Promise<unknown>): Promise<'done' | 'elsewhere'> {
    tasks += 1
    try {
      leading ??= beginToLead()
      if (!(await leading)) return 'elsewhere'
      await act()
      return 'done'
    } finally {
      tasks -= 1
      if (tasks === 0) await endToLead()
    }
  }

  async function beginToLead(): Promise<boolean> {
    if (!(await lead.take())) return false
    // What is asked follows what its asker sees.
    await history.refreshIfChanged('shown')
    return true
  }

  async function endToLead(): Promise<void> {
    slot.release()
    if (lead.isLeading()) {
      await history.finish()
      // Something else may have begun meanwhile.
      if (tasks > 0) return
      view.tellState(stream.status.value, [])
      post({ type: 'changed', chatId: id })
    }
    leading = undefined
    lead.giveUp()
  }

  /** The tab that led is done, or gone: in mid-answer, with questions that wait. */
  async function takeOver(): Promise<void> {
    await history.refreshIfChanged('newest')
    const left = view.takeLeft()
    const last = messages.value.at(-1)
    const cut = last?.role === 'assistant' && last.outcome === undefined ? last : undefined
    // To tell the others that nothing happened would make them look in their turn, and so on for ever.
    if (!cut && left.length === 0) return tasks === 0 ? lead.giveUp() : undefined
    await asLeader(async () => {
      const isKept = cut?.run?.sessionId !== undefined
      if (cut && !isKept) messages.value = messages.value.with(-1, cutOff(cut))
      const resumption = isKept ? [streamed(() => stream.resume())] : []
      await Promise.all([
        ...resumption,
        ...left.map((asking) => streamed(() => stream.send(asking))),
      ])
    })
  }

  /** Opens a stream as soon as there is a connection for it. Not at all where the wait is ended. */
  async function streamed(open: () => Promise<ChatMessage>): Promise<ChatMessage | undefined> {
    return (await slot.take()) && !isOver ? open() : undefined
  }

  async function send(text: string, attached: readonly FilePart[] = []): Promise<void> {
    const asking = { text: withoutBlankLines(text), files: attached }
    if (isNothing(asking)) return
    if (title.value === '') {
      keepTabDraft(NEW_CHAT, '')
      keepTabDraft(NEW_CHAT_SETTINGS, '')
      title.value = titleOf(asking.text, attached)
      history.begin(createdAt, settings.value)
    }
    if (draft.value === text) draft.value = ''
    if (files.value === attached) files.value = []
    if ((await ask(asking, text)) === 'elsewhere') view.ask(asking)
  }

  /**
   * Asks a question in other words: beside the one that was asked, of which all stays. While an answer is under
   * way it does nothing.
   */
  async function edit(
    questionId: string,
    text: string,
    attached: readonly FilePart[] = [],
  ): Promise<void> {
    const asking = { text: withoutBlankLines(text), files: attached }
    if (isBusy() || isNothing(asking)) return
    await ask(asking, text, () => (messages.value = branches.openBefore(questionId)))
  }

  /** Shows another version of a message, with what follows it. While an answer is under way it does nothing. */
  function showVersion(messageId: string): void {
    if (isBusy()) return
    isElsewhere.value = true
    messages.value = branches.open(messageId)
    history.keepLeaf()
  }

  /**
   * Takes a question out, with its answers. While an answer is under way it does nothing.
   *
   * @returns brings them back, once no answer is under way
   */
  async function removeTurn(questionId: string): Promise<(() => Promise<void>) | undefined> {
    if (isBusy()) return undefined
    let bringBack: (() => Promise<void>) | undefined
    await asLeader(async () => {
      // How the answer ended that goes is no news any more.
      isElsewhere.value = true
      const putBack = branches.remove(questionId)
      bringBack = () => restoreTurn(putBack)
      messages.value = branches.shown()
    })
    return bringBack
  }

  async function restoreTurn(putBack: () => readonly ChatMessage[]): Promise<void> {
    await until(isRunning).toBe(false)
    await asLeader(async () => {
      isElsewhere.value = true
      messages.value = putBack()
    })
  }

  function isBusy(): boolean {
    return tasks > 0 || isRunning.value
  }

  /**
   * @param text as it was written: what was not sent comes back as the draft
   * @param begin called just before it is asked
   */
  async function ask(
    asking: QuestionInput,
    text: string,
    begin?: () => void,
  ): Promise<'done' | 'elsewhere'> {
    const waiting = createMessage('user', partsOf(asking))
    outbox.value = [...outbox.value, waiting]
    const leaveOutbox = () => (outbox.value = outbox.value.filter((one) => one !== waiting))
    let answer: ChatMessage | undefined
    const where = await asLeader(async () => {
      answer = await streamed(() => {
        leaveOutbox()
        begin?.()
        return stream.send(asking)
      })
    })
    leaveOutbox()
    // It never left: the person will want to change it, not to write it again.
    const isUnsent = !answer || answer.error?.kind === 'too-long'
    const isLost = isUnsent && (where === 'done' || begin !== undefined)
    if (isLost && draft.value === '') draft.value = text
    if (isLost && files.value.length === 0) files.value = asking.files
    return where
  }

  function stop(): void {
    if (view.remote.value) post({ type: 'stop', chatId: id })
    else if (slot.isAwaited.value) slot.release()
    else stream.stop()
  }

  watch(
    messages,
    (list, before) => {
      branches.follow(list)
      if (!lead.isLeading()) return
      history.update()
      const [last, lastBefore] = [list.at(-1), before.at(-1)]
      // By its name the run is found again: it must not wait as text may.
      if (last?.run !== lastBefore?.run) void history.flush()
      if (list.length === before.length && last && last.id === lastBefore?.id) {
        view.tellGrowth(last, lastBefore)
        if (last.role === 'assistant') onGrowth(id, last)
      } else void history.flush().then(() => post({ type: 'changed', chatId: id }))
    },
    { flush: 'sync' },
  )
  watch(
    [stream.status, stream.queue],
    () => {
      isElsewhere.value = false
      if (lead.isLeading()) view.tellState(stream.status.value, stream.queue.value)
    },
    { flush: 'sync' },
  )
  watch(draft, (text) => keepTabDraft(draftKey(), text), { flush: 'sync' })
  watchDebounced(draft, (text) => history.keepDraft(text), {
    debounce: DRAFT_PAUSE,
    maxWait: DRAFT_WAIT,
  })
  onScopeDispose(() => {
    isOver = true
    lead.dispose()
    slot.release()
    history.dispose()
  })

  return {
    id,
    createdAt,
    title,
    draft,
    /** What it tells the model beside its messages. */
    settings,
    files,
    messages,
    versions: branches.versions,
    status,
    error: computed(() => (isElsewhere.value ? undefined : stream.error.value)),
    queue,
    lacksConnection: computed(() => slot.isAwaited.value),
    isRunning,
    /** It streams in this tab, and not in another one that this one watches. */
    isStreamingHere: computed(() => isRunning.value && view.remote.value === undefined),
    isEmpty,
    send,
    edit,
    showVersion,
    removeTurn,
    stop,
    regenerate: () => asLeader(() => streamed(() => stream.regenerate())),
    /** All messages of all branches, as they are now. */
    placed() {
      // It may have been stopped by the end of this scope, which nothing followed any more.
      branches.follow(messages.value)
      return branches.placed()
    },
    leaf: branches.leaf,
    /** Goes on with an answer that was cut, where its server has the rest of it. */
    resume: () => asLeader(() => streamed(() => stream.resume())),
    /** Another tab told something of this chat. */
    onMessage: view.onMessage,
    /** Goes on with an answer that has no end, unless another tab does. */
    goOn: () => {
      lead.follow()
      post({ type: 'ask-state', chatId: id })
    },
    /** The page is put away, and may come back: another tab may go on. */
    putAway(): void {
      const last = messages.value.at(-1)
      // Its connection may have been cut a moment ago, and that it ended may not be stored yet.
      if (lead.isLeading() && last?.role === 'assistant') saveInterruptedAnswer(id, last)
      void history.flush()
      lead.giveUp()
    },
    /** The page is back. */
    async bringBack(): Promise<void> {
      if (tasks === 0) return history.refresh(() => tasks === 0)
      if (await lead.take()) return history.update()
      // Another tab went on with it.
      stream.abandon()
    },
  }
}

/** Blank lines around a question are slips; the indentation of its first line is not. */
function withoutBlankLines(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd()
}
