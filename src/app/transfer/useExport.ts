import { readonly, shallowRef, type Ref } from 'vue'
import { authorKey, endingOf, errorTextKey, useTexts } from '../../components/index.ts'
import { useAnnouncer } from '../../markdown/internal.ts'
import { type ChatMessage, reachedLengthLimit } from '../../core/index.ts'
import { toChatFile, useChatTransfer } from '../../stores/index.ts'
import { fileName } from './fileName.ts'
import { saveFile } from './saveFile.ts'
import { toMarkdown } from './toMarkdown.ts'

export type ExportFormat = 'markdown' | 'json'

export interface UseExportReturn {
  /** The name of the last saved file; empty before that. */
  saved: Readonly<Ref<string>>
  /** Saves all chats, or the one with this id, as a file. */
  exportChats: (format: ExportFormat, id?: string) => Promise<void>
}

/** Exports chats as files. */
export function useExport(): UseExportReturn {
  const { t, n, locale } = useTexts()
  const announce = useAnnouncer()
  const transfer = useChatTransfer()
  const saved = shallowRef('')

  function endingText(message: ChatMessage): string {
    const ending = endingOf(message, reachedLengthLimit(message))
    if (ending === undefined) return ''
    return ending === 'failed' ? t(errorTextKey(message.error)) : t(`ending.${ending}`)
  }

  async function exportChats(format: ExportFormat, id?: string): Promise<void> {
    const chats = await transfer.readChats(id)
    const now = Date.now()
    const times = new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' })
    const title =
      (id === undefined ? undefined : chats[0]?.title) ??
      `${t('app.name')} ${t('transfer.chats', { count: n(chats.length) }, chats.length)}`
    if (format === 'json') {
      return save(toChatFile(chats, now), fileName(title, now, 'json'), 'application/json')
    }
    const text = toMarkdown(chats, {
      author: (role) => t(authorKey(role)),
      time: (time) => times.format(time),
      reasoning: t('message.reasoning'),
      ending: endingText,
    })
    save(text, fileName(title, now, 'md'), 'text/markdown')
  }

  function save(text: string, name: string, type: string): void {
    saveFile(text, name, type)
    saved.value = name
    announce(t('export.saved', { name }))
  }

  return { saved: readonly(saved), exportChats }
}
