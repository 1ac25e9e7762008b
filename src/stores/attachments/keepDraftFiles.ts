import { readonly, shallowRef, watch, type Ref } from 'vue'
import type { FilePart } from '../../core/index.ts'
import type { Chat } from '../chat/chat.ts'
import { keepTabText, readTabText } from '../storage/siteData.ts'
import { readDraftFiles, writeDraftFiles } from './draftFiles.ts'

/** Under which id this tab stored the files of the chat in which nothing was asked yet: a reload gives it another. */
const UNBORN = 'vue-chat-stream:draft-files'

/**
 * Keeps what is attached to the draft of the open conversation, and brings back what was.
 *
 * @returns whether it is stored; where not, it is in this tab alone
 */
export function keepDraftFiles(active: () => Chat): Readonly<Ref<boolean>> {
  const isKept = shallowRef(true)
  /** What is stored of each conversation, as far as it was read. */
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
  // At once: by the next turn a question that was sent may have closed the page.
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
