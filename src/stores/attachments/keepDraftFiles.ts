import { readonly, shallowRef, watch, type Ref } from 'vue'
import type { FilePart } from '../../core/index.ts'
import type { Chat } from '../chat/chat.ts'
import { keepTabText, readTabText } from '../storage/siteData.ts'
import { readDraftFiles, writeDraftFiles } from './draftFiles.ts'

/**
 * Key of the chat id under which this tab stored the draft files of a chat without any question yet: such a
 * chat gets another id after a reload.
 */
const UNBORN = 'vue-chat-stream:draft-files'

/**
 * Stores the files attached to the draft of the open chat, and restores those stored before.
 *
 * @returns whether they are stored; otherwise they exist only in this tab
 */
export function keepDraftFiles(active: () => Chat): Readonly<Ref<boolean>> {
  const isKept = shallowRef(true)
  /** The stored files of each chat that have been read so far. */
  const stored = new WeakMap<Chat, readonly FilePart[]>()
  const reading = new WeakSet<Chat>()

  async function restore(conversation: Chat): Promise<void> {
    if (reading.has(conversation)) return
    reading.add(conversation)
    const { id } = conversation
    const before = conversation.title === '' ? (readTabText(UNBORN) ?? id) : id
    const files = await readDraftFiles(before)
    if (files.length > 0) conversation.files = [...files, ...conversation.files]
    stored.set(conversation, before === id ? files : [])
    await keep(conversation)
    if (before !== id) await writeDraftFiles(before, [])
  }

  async function keep(conversation: Chat): Promise<void> {
    const { id, files } = conversation
    const known = stored.get(conversation)
    if (known === undefined || isSame(known, files)) return
    stored.set(conversation, files)
    if (conversation.title === '') keepTabText(UNBORN, id)
    isKept.value = await writeDraftFiles(id, files)
  }

  watch(active, (conversation) => void restore(conversation), { immediate: true })
  // Store synchronously: the page may be closed before an asynchronous watcher would run.
  watch(
    () => active().files,
    () => void keep(active()),
    { flush: 'sync' },
  )
  return readonly(isKept)
}

function isSame(one: readonly FilePart[], other: readonly FilePart[]): boolean {
  return one.length === other.length && one.every((file, index) => file === other[index])
}
